"""A package, so that pytest ends the one world of this folder (conftest.py) before it goes on to other tests."""
