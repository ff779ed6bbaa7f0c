"""The open plan: edits with their inverse, results, saved or not. No Qt."""
