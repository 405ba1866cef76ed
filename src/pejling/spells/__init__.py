"""What happened to people, week by week."""
