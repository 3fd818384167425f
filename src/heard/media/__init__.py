"""The one place for sound and picture. Knows files, processes and models; knows no Django."""
