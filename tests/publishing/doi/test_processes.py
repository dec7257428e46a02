"""Several workers at once on real databases, one of them killed: each DOI is made, and once."""

import time

import pytest

from publishing.doi.sandbox.server import Server
from publishing.doi.sandbox.state import ACCOUNT, Registered
from tests.processes import done, fill, python

DOIS = 25
FILL = f"""
from django.utils import timezone
from portal.catalogue.models import Facility
from publishing.doi.models import Doi
from publishing.doi.outbox import want
from tests.publishing.doi.making import attributes
now = timezone.now()
house = Facility.objects.create(slug="ess", short_name="ESS", name="ESS")
for number in range({DOIS}):
    name = f"10.5072/ess.{{number}}"
    doi = Doi(name=name, registrar="sandbox", facility=house, created_at=now, changed_at=now)
    url = f"http://127.0.0.1:8000/doi/{{name}}"
    want(doi, Doi.State.FINDABLE, {{**attributes(), "url": url}}, now)
"""
WORK = """
from datetime import timedelta
from django.utils import timezone
from publishing.doi import saga
from publishing.doi.models import Attempt, Doi
rows = Doi.objects.exclude(next_at=None)
while rows.filter(claimed_until=None).exists():
    saga.mint()
print("nobody's are left", flush=True)
input()
now, later = timezone.now, timedelta(minutes=5)
timezone.now = lambda: now() + later
while rows.exists():
    saga.mint()
print(sum(one.settled for one in Doi.objects.all()), Attempt.objects.count())
"""


@pytest.fixture
def settings_of(each_database: dict[str, str], sandbox: Server) -> dict[str, str]:
    """A portal on each database with DOIs to make at the sandbox."""
    with sandbox.sandbox.state.change() as change:
        change.connection.execute("DELETE FROM doi")
    made = {"SANDBOX_URL": sandbox.url, **each_database}
    fill(FILL, sandbox.folder.parent, made)  # where the password lies
    return made


def there(sandbox: Server) -> list[Registered]:
    return sandbox.sandbox.state.page(ACCOUNT, [], "", 1000)


def test_two_at_once_and_one_killed_in_the_middle(
    settings_of: dict[str, str], sandbox: Server
) -> None:
    killed, other = (python(WORK, sandbox.folder.parent, settings_of) for _ in range(2))
    while len(there(sandbox)) < DOIS // 5 and other.poll() is None:
        time.sleep(0.005)
    killed.kill()
    killed.communicate()
    assert other.stdout is not None
    assert other.stdout.readline() == "nobody's are left\n"
    # Its claims run out.
    settled, attempts = map(int, done(other).split())
    made = there(sandbox)
    assert len(made) == settled == DOIS
    assert {one.state for one in made} == {"findable"}
    # Only what the killed one was at may have been sent a second time.
    assert sum(one.version for one in made) <= DOIS + 1
    assert attempts <= DOIS + 1
