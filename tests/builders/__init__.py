"""Reports of known words and figures, and the pages that counties would make of them.

``make_report`` makes a report, ``render_html`` and ``render_text`` its bytes in a layout and with noise,
``expected_cells`` what must be read back from them. Layouts, styles, themes and noises are tables of names:
a new one is a new function or folder.
"""
