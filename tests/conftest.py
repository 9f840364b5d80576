"""One profile for all properties: a slow machine is no failed law."""

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
