"""What stands on a drawing beside the architecture: numbered steps, their list, legend and title block."""
