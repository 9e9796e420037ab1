"""The commands of ``gongkai``, one module each, in the order in which ``gongkai --help`` lists them."""

from pipeline.commands import (
    ack,
    add,
    build,
    crawl,
    demo,
    diff,
    discover,
    export,
    nightly,
    parse,
    status,
    trace,
    verify,
)

COMMANDS = (demo, crawl, build, nightly, parse, add, discover, status, ack, diff, trace, verify, export)
