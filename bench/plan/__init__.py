"""What the plan costs people: `.venv/bin/python -m bench.plan [part …]`, every part when none is named."""
