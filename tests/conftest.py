"""What all tests share; its presence puts this folder on the path, so that tests may import `panels`."""

from hypothesis import settings

# the same examples in every run, however slow the machine
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
