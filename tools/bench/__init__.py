"""`make bench`: what a page costs, beside a bare view measured in the same run."""
