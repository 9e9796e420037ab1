"""The parts of a build, from captures to rows that may be published; ``pipeline.build`` is the way in.

``making`` goes the steps: ``members`` and ``workers`` (what was read), ``copies`` and ``versions`` (which report it is
of), ``assembly`` and ``rows`` (the datasets), ``reuse`` (what the last build has already), ``selfcheck`` and ``losses``
(whether it may be published), ``attention`` (what needs a person).
"""
