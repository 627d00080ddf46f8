"""Measurements that compare: nothing here is imported by the product."""
