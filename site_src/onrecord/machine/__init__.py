"""What makes a build quick, and nothing of what it says: what is kept between builds, what is remembered, processes."""
