"""Forms made from what a service, link, note or project declares."""
