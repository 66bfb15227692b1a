"""The samples that ship with Blueprice, one program each."""
