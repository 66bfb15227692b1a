"""AWS's own icon package, as a person has downloaded it: opened, matched with our icons, taken into use."""
