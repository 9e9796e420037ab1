"""Packages of the pipeline stand one upon another: none imports one that imports it."""

import ast
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import pipeline

ROOT = Path(pipeline.__file__).parents[1]


def package(name):
    return ".".join(name.split(".")[:2])


def imported(file):
    """Full names of what the file imports, at any depth of its code."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_two_packages_import_each_other():
    graph = defaultdict(set)
    for file in ROOT.glob("pipeline/**/*.py"):
        name = package(".".join(file.relative_to(ROOT).with_suffix("").parts))
        graph[name] |= {package(other) for other in imported(file) if other.startswith("pipeline.")} - {name}
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("pipeline.coverage") < order.index("pipeline.building") < order.index("pipeline.build")
