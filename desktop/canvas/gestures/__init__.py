"""What a person does with the pointer: one object per gesture, each of which can be cancelled."""
