"""The strict AWS style check: how a drawing looks, judged by rules that know where everything is drawn."""
