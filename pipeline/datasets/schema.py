"""The Arrow schema of a dataset, with the metadata by which pandas loads it as it is meant.

Without it, pandas would load a count with a null as float. With it, integers come back as ``Int64``, decimals as
``Float64``, booleans as ``boolean``, times as ``datetime64[us, UTC]``, and categories as ``category``, also from
a file without rows. Dates are Arrow dates: pandas gives ``datetime.date`` objects.
"""

import json
from functools import cache

import pyarrow as pa

from pipeline.datasets import Column, Dataset

ARROW = {
    "string": pa.string(),
    "category": pa.dictionary(pa.int32(), pa.string()),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "time": pa.timestamp("us", tz="UTC"),
}

# What pyarrow writes for a data frame with these dtypes: pandas_type, numpy_type, metadata.
PANDAS = {
    "string": ("unicode", "str", None),
    "category": ("categorical", "int32", {"num_categories": 0, "ordered": False}),
    "integer": ("int64", "Int64", None),
    "number": ("float64", "Float64", None),
    "boolean": ("bool", "boolean", None),
    "date": ("date", "object", None),
    "time": ("datetimetz", "datetime64[us, UTC]", {"timezone": "UTC"}),
}


@cache
def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The schema that every file of the dataset has. Field metadata: description, description_zh, unit, warning."""
    fields = [
        pa.field(column.name, ARROW[column.type], metadata=_about(column)) for column in dataset.columns
    ]
    pandas = {
        "index_columns": [],
        "column_indexes": [],
        "columns": [_pandas_column(column) for column in dataset.columns],
        "creator": {"library": "pyarrow", "version": pa.__version__},
        "pandas_version": "3.0.0",
    }
    return pa.schema(
        fields, metadata={"pandas": json.dumps(pandas), "description": f"A row is {dataset.description}."}
    )


def _about(column: Column) -> dict[str, str]:
    about = {
        "description": column.en,
        "description_zh": column.zh,
        "unit": column.unit,
        "warning": column.warning,
    }
    return {key: text for key, text in about.items() if text}


def _pandas_column(column: Column) -> dict:
    pandas_type, numpy_type, metadata = PANDAS[column.type]
    return {
        "name": column.name,
        "field_name": column.name,
        "pandas_type": pandas_type,
        "numpy_type": numpy_type,
        "metadata": metadata,
    }
