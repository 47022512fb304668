"""How a case is named in an address: letters, numbers and dashes; anything else is no address of ours."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class ReferenceConverter(StringConverter):
    """Any spelling of a reference. What else could stand there, a NUL say, the database would choke on."""

    regex = "[0-9A-Za-z-]{1,20}"


register_converter(ReferenceConverter, "reference")
