"""`{% signed_video "start" %}`: the video in sign language of a screen, where there is one."""

from django import template

from incidents import signed

register = template.Library()


@register.inclusion_tag("components/signed.html")
def signed_video(screen: str) -> dict[str, signed.Video | None]:
    return {"video": signed.video_of(screen)}
