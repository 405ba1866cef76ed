"""One file a kind of chart: its Vega-Lite specification, every position in pixels."""
