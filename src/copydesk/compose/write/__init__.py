"""Write: headline, introduction, quick looks, labels, sections, what reports differ on."""
