"""The training of the reader: questions and passages with answers, and the model that learns."""
