"""The desk: who may do what to a story, one at a time, with every act on record."""
