"""What is done about a report: the review chain, its cases, clocks, records and the desk that works them."""
