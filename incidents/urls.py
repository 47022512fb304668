"""Addresses of the public pages. Short and neutral: they stay in a history (rulings.md 11)."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter
from django.views.generic import RedirectView

from incidents.views import (
    again,
    around,
    between,
    changing,
    check,
    files,
    information,
    questions,
    reaching,
    returning,
    saving,
    signing,
)


class StepConverter(IntConverter):
    """A question page: 1 to 7."""

    regex = "[1-7]"


register_converter(StepConverter, "step")

urlpatterns = [
    path("", around.start, name="start"),
    path("report/", RedirectView.as_view(url="/report/1/"), name="report"),
    path("report/<step:number>/", questions.step, name="step"),
    path("report/8/", check.check, name="check"),
    path("report/1/help/", between.urgent, name="urgent"),
    path("report/5/area/", between.which_area, name="which_area"),
    path("report/more/<slug:code>/", questions.more, name="more"),
    path("report/more/effect/help/", between.listening, name="listening"),
    path("report/sent/", check.sent, name="sent"),
    path("report/save/", saving.save, name="save"),
    path("report/go-on/", saving.go_on, name="go_on"),
    path("return/", returning.come_back, name="come_back"),
    path("return/message/", returning.message, name="return_message"),
    path("return/files/", files.files, name="return_files"),
    path("return/help/", returning.urgent, name="return_urgent"),
    path("return/contact/", reaching.contact, name="return_contact"),
    path("return/news/", reaching.tell_me, name="return_news"),
    path("return/news/came/", reaching.test_came, name="return_news_came"),
    path("return/news/stop/", reaching.stop, name="return_news_stop"),
    path("return/code/", changing.change, name="return_change"),
    path("return/review/", returning.review, name="return_review"),
    path("return/withdraw/", returning.withdraw, name="return_withdraw"),
    path("return/again/", again.again, name="return_again"),
    path("return/leave/", returning.leave, name="return_leave"),
    path("exit/", around.leave, name="exit"),
    path("accessibility/", information.accessibility, name="accessibility"),
    path("privacy/", information.privacy, name="privacy"),
    path("complaints/", information.complaints, name="complaints"),
    path("your-data/", information.your_data, name="your_data"),
    path("compensation/", information.compensation, name="compensation"),
    path("rights/", information.rights, name="rights"),
    path("under-18/", information.under_18, name="under_18"),
    path("paper/", information.on_paper, name="paper"),
    path("video/<slug:screen>/", signing.video, name="signed"),
]
