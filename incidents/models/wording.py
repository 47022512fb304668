"""What an administrator says about the words of the form: who has read a translation, and videos in sign language."""

from django.core.validators import FileExtensionValidator
from django.db import models


class LanguageReview(models.Model):
    """A native speaker has read the translation. Without a row it waits for one, and the English stands beside it."""

    #: A code of settings.LANGUAGES.
    language = models.CharField(primary_key=True, max_length=10)
    reviewed_by = models.CharField(max_length=120)
    reviewed_on = models.DateField()

    def __str__(self) -> str:
        return self.language


class SignedVideo(models.Model):
    """One screen of the form in British Sign Language."""

    #: A code of incidents/signed.py: a section of the form, or "start".
    screen = models.CharField(primary_key=True, max_length=30)
    file = models.FileField(upload_to="signed/", validators=[FileExtensionValidator(["mp4", "webm"])])
    added_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.screen
