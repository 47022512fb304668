"""The languages one may read and report in: the source, and eleven more. Staff pages are always in the source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    #: As browsers and Django write it.
    code: str
    #: In the language itself: whoever needs it can read nothing else here.
    own_name: str
    #: For officers.
    english_name: str
    #: The folder under locale/; "" for the language of the source.
    folder: str = ""
    #: How many forms a number needs, and which one, as gettext writes it. Source: Django's catalogues and CLDR.
    plurals: str = "nplurals=2; plural=(n != 1);"
    right_to_left: bool = False
    #: A day, as Django's date formats write it: E is the month as it stands beside a day.
    day: str = "j E Y"
    #: Months begin with a small letter, although Django's catalogue writes them large.
    small_months: bool = False

    @property
    def forms(self) -> int:
        return int(self.plurals.split("=")[1].split(";")[0])


ARABIC = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
)

LANGUAGES: tuple[Language, ...] = (
    Language("en-gb", "English", "English"),
    Language("cy", "Cymraeg", "Welsh", "cy", "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n!=8 && n!=11) ? 2 : 3;"),
    Language(
        "pl",
        "Polski",
        "Polish",
        "pl",
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    ),
    Language(
        "ro",
        "Română",
        "Romanian",
        "ro",
        "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100>0 && n%100<20)) ? 1 : 2);",
        small_months=True,
    ),
    Language(
        "uk",
        "Українська",
        "Ukrainian",
        "uk",
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
        day="j E Y р.",
    ),
    Language("ar", "العربية", "Arabic", "ar", ARABIC, right_to_left=True),
    Language("ur", "اردو", "Urdu", "ur", right_to_left=True),
    Language("pa", "ਪੰਜਾਬੀ", "Punjabi", "pa"),
    Language("bn", "বাংলা", "Bengali", "bn"),
    Language("zh-hans", "简体中文", "Chinese (simplified)", "zh_Hans", "nplurals=1; plural=0;", day="Y年n月j日"),
    Language("pt", "Português", "Portuguese", "pt", day=r"j \d\e E \d\e Y", small_months=True),
    Language("tr", "Türkçe", "Turkish", "tr", "nplurals=2; plural=(n > 1);"),
)

SOURCE = LANGUAGES[0]
TRANSLATED = LANGUAGES[1:]
BY_CODE = {language.code: language for language in LANGUAGES}
