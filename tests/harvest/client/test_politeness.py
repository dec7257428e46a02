"""Turns and pauses, on a clock of our own."""

import threading

import pytest

from harvest.client.politeness import Traffic
from tests.harvest.client.servers import reply


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_a_pause_between_two_requests_to_one_host():
    clock = Clock()
    traffic = Traffic(clock)
    for _ in range(3):
        with traffic.turn("host", 0.1, clock.sleep):
            clock.now += 0.04
    assert clock.slept == pytest.approx([0.06, 0.06])


def test_no_pause_between_two_hosts():
    clock = Clock()
    traffic = Traffic(clock)
    for host in "abc":
        with traffic.turn(host, 0.1, clock.sleep):
            pass
    assert clock.slept == []


def test_no_pause_without_an_interval():
    clock = Clock()
    traffic = Traffic(clock)
    for _ in range(3):
        with traffic.turn("host", 0.0, clock.sleep):
            pass
    assert clock.slept == []


def test_a_host_on_hold():
    clock = Clock()
    traffic = Traffic(clock)
    traffic.hold("host", 30)
    traffic.hold("host", 10)
    with traffic.turn("host", 0.1, clock.sleep), traffic.turn("other", 0.1, clock.sleep):
        pass
    assert clock.slept == [30]


def test_one_at_a_time():
    traffic = Traffic()
    entered = threading.Event()

    def other() -> None:
        with traffic.turn("host", 0.0, lambda seconds: None):
            entered.set()

    with traffic.turn("host", 0.0, lambda seconds: None):
        thread = threading.Thread(target=other)
        thread.start()
        assert not entered.wait(0.05)
    thread.join()
    assert entered.is_set()


def test_ever_new_hosts_do_not_fill_the_memory():
    clock = Clock()
    traffic = Traffic(clock)
    traffic.hold("asked us to wait", 10**9)
    for number in range(5000):
        with traffic.turn(f"host{number}", 0.1, clock.sleep):
            clock.now += 1
    assert len(traffic._lanes) <= 1002
    assert "asked us to wait" in traffic._lanes


def test_strangers_get_ten_a_second_and_allowed_hosts_all(serve, make_client, waits):
    server = serve(reply(b"1"))
    client = make_client(server)
    for _ in range(3):
        client.get_json(server.url())
    assert waits == []
    lane = client._exchange._lane
    import httpx2

    assert lane(httpx2.URL(server.url())) == (server.host, 0.0)
    assert lane(httpx2.URL("https://catalogue.example:8443/")) == ("catalogue.example", 0.1)
    polite = make_client(requests_per_second=0.5)
    assert polite._exchange._lane(httpx2.URL("https://a.example/")) == ("a.example", 2.0)
