"""What if: another Region, another purchase option, a variant; an unpriced line is never a saving."""
