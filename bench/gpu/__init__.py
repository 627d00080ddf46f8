"""What a CUDA device is worth to a bundle: its encoder there and on the CPU, in every precision, shape and order of blocks."""
