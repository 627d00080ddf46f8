"""Tables of contracts and of predictions: read through a mapping file, written as Parquet or CSV; pyarrow, no pandas."""
