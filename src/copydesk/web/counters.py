"""What is measured of the service, in Prometheus' form."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Measures:
    """The service's counters; each service has its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "copydesk_requests",
            "Requests answered.",
            ("part", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "copydesk_request_seconds",
            "Time until the answer was sent.",
            ("part",),
            buckets=(0.001, 0.005, 0.02, 0.08, 0.3, 1, 3, 10),
            registry=self.registry,
        )
        self.stories = Gauge(
            "copydesk_stories", "Stories that readers see.", registry=self.registry
        )
        self.changes = Gauge(
            "copydesk_shelf_serial", "Changes of what readers see.", registry=self.registry
        )
        self.listeners = Gauge(
            "copydesk_listeners", "Pages that wait for live changes.", registry=self.registry
        )
        self.votes = Counter("copydesk_votes", "Votes taken.", registry=self.registry)

    def page(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self.registry)
