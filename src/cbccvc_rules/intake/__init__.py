"""Files become raw tables and a batch; what the cells mean is the matter of the model."""
