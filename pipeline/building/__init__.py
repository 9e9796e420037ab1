"""The parts of a build, from captures to rows that may be published."""
