"""A code of an app is good once, whichever process it is shown to.

allauth remembers used codes in the cache, which here is each process's own. So the time step of the last code that was
taken is kept with the factor: of two who show the same code at once, the second waits for the first and is refused.
Recovery codes are marked in their row by allauth itself.
"""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.db import transaction

LAST_STEP = "last_step"


@transaction.atomic
def take(factor: Authenticator) -> bool:
    """Whether the code of this moment was still to be used; from now on it is not."""
    step = int(time.time()) // app_settings.TOTP_PERIOD
    kept = Authenticator.objects.select_for_update().filter(pk=factor.pk).first()
    if kept is None or kept.data.get(LAST_STEP, 0) >= step:
        return False
    kept.data[LAST_STEP] = step
    kept.save(update_fields=["data"])
    return True
