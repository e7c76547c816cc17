"""The Wisconsin Indian Child Welfare Act in a child's file: inquiry, tribes, active efforts, placement preferences.

It shows what is complete and what is missing. Whether the Act is complied with is for a court to say, never for a page.
"""
