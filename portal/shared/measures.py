"""What this process counts about itself: routes, kinds and seconds, never a person or a company.

Every label has few values that stand in the code; tests/operation/test_metrics.py walks them.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]  # its own stub leaves it open
REGISTRY = CollectorRegistry()
QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

REQUESTS = Counter(
    "samtaleklar_requests", "Requests answered", ["route", "method", "status"], registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "samtaleklar_request_seconds", "Seconds to answer", ["route"], registry=REGISTRY, buckets=QUICK
)
IN_FLIGHT = Gauge("samtaleklar_requests_in_flight", "Requests being answered now", registry=REGISTRY)
ERRORS = Counter("samtaleklar_errors", "Errors nobody foresaw", ["error"], registry=REGISTRY)

WRITE_WAIT = Histogram(
    "samtaleklar_write_wait_seconds", "Seconds a write waited for its turn", registry=REGISTRY, buckets=QUICK
)
WRITE_SECONDS = Histogram(
    "samtaleklar_write_seconds", "Seconds from a write's turn to its commit", registry=REGISTRY, buckets=QUICK
)

DERIVATIONS_WAITING = Gauge(
    "samtaleklar_derivations_waiting", "Codes that wait to be derived or are at it", registry=REGISTRY
)
DERIVATIONS_REFUSED = Counter(
    "samtaleklar_derivations_refused", "Codes not derived because too many waited", registry=REGISTRY
)
LIMITS_REFUSED = Counter("samtaleklar_limits_refused", "Tries over a limit", ["limit"], registry=REGISTRY)
SEARCH_SECONDS = Histogram(
    "samtaleklar_search_seconds", "Seconds of a search", ["index"], registry=REGISTRY, buckets=QUICK
)

PREPARATIONS_MADE = Counter("samtaleklar_preparations_made", "Preparations begun", registry=REGISTRY)
PREPARATIONS_OPENED = Counter(
    "samtaleklar_preparations_opened", "Preparations opened with an owner code", registry=REGISTRY
)
SHEETS_OPENED = Counter("samtaleklar_sheets_opened", "Sheets opened at a desk", registry=REGISTRY)
JOBS_FAILED = Counter("samtaleklar_jobs_failed", "Regular work that failed", ["job"], registry=REGISTRY)
