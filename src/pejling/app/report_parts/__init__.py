"""One file a kind of chapter: the figures that it needs and what it makes of them (`app.report_part`)."""
