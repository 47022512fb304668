"""Addresses about a force, its people, and who is there: for administrators; cover, duty and leavers for every desk."""

from django.urls import path

from triage.views import cover, duty
from triage.views.force import overview, people, places, rules, teams

urlpatterns = [
    path("desk/force/", overview.every_force, name="desk_forces"),
    path("desk/force/<slug:code>/", overview.overview, name="desk_force"),
    path("desk/force/<slug:code>/begin/", overview.begin, name="desk_force_begin"),
    path("desk/force/<slug:code>/live/", overview.go_live, name="desk_force_live"),
    path("desk/force/<slug:code>/names/", overview.names, name="desk_force_names"),
    path("desk/force/<slug:code>/areas/", places.areas, name="desk_force_areas"),
    path("desk/force/<slug:code>/areas/<slug:area>/", places.area, name="desk_force_area"),
    path("desk/force/<slug:code>/districts/<slug:gss>/", places.district, name="desk_force_district"),
    path("desk/force/<slug:code>/teams/", teams.teams, name="desk_force_teams"),
    path("desk/force/<slug:code>/teams/<int:team_id>/", teams.team, name="desk_force_team"),
    path("desk/force/<slug:code>/people/", people.people, name="desk_force_people"),
    path("desk/force/<slug:code>/people/invite/", people.invite, name="desk_force_invite"),
    path("desk/force/<slug:code>/people/<uuid:person_id>/", people.person, name="desk_force_person"),
    path("desk/force/<slug:code>/people/<uuid:person_id>/<slug:act>/", people.change, name="desk_force_change"),
    path("desk/force/<slug:code>/regime/", rules.regime, name="desk_force_regime"),
    path("desk/force/<slug:code>/clocks/", rules.clocks, name="desk_force_clocks"),
    path("desk/force/<slug:code>/clocks/<slug:kind>/", rules.one_clock, name="desk_force_clock"),
    path("desk/force/<slug:code>/outcomes/", rules.outcomes, name="desk_force_outcomes"),
    path("desk/force/<slug:code>/outcomes/<slug:outcome>/", rules.outcome, name="desk_force_outcome"),
    path("desk/force/<slug:code>/notice/", rules.notice, name="desk_force_notice"),
    path("desk/cover/", cover.cover, name="desk_cover"),
    path("desk/cover/<int:absence_id>/end/", cover.cover_end, name="desk_cover_end"),
    path("desk/leaving/<uuid:person_id>/", cover.leaver, name="desk_leaving"),
    path("desk/duty/", duty.duty, name="desk_duty"),
    path("desk/duty/<int:turn_id>/end/", duty.duty_end, name="desk_duty_end"),
]
