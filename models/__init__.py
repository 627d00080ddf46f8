"""What a trained model is, and how it runs on requests and tables: no training, no transport."""
