"""What the tests of all engines share."""

import pytest

from tests.conformance.comparing import ENGINES


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param
