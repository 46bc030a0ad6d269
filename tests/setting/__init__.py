"""Set papers in the formats that the readers read, and measure what comes back."""
