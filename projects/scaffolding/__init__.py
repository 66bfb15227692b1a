"""Whole networks in one step: a VPC over several zones with its tiers of subnets, gateways and routes."""
