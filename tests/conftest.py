"""What all tests share; its presence puts this folder on the path, so that tests may import `panels`."""

import pytest
from hypothesis import settings

from pejling.engines.base import Engine
from pejling.engines.kernel import Kernel
from pejling.engines.reference import Reference

# the same examples in every run, however slow the machine
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.fixture(params=[Reference(), Kernel()], ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    found: Engine = request.param
    return found
