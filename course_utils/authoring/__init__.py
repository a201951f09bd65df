"""Notebooks as files: found, executed, cleaned, built; and JupyterLab's connection to them."""
