"""One module a demo site, each with ``SITES``; ``all_sites`` finds them, so a new site is a new file here."""

from importlib import import_module
from pkgutil import iter_modules

from tests.demo.model import DemoSite


def all_sites() -> list[DemoSite]:
    """The sites in the order of their file names."""
    names = sorted(module.name for module in iter_modules(__path__))
    return [site for name in names for site in import_module(f"{__name__}.{name}").SITES]
