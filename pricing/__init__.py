"""Rates, tiers, cost components and estimates of AWS list prices; knows nothing of drawings or Qt."""
