"""Fresh prices from AWS's public Price List files: read, mapped to our rates, checked and put in force."""
