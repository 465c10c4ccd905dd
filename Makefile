# Forwards to script/; nothing is decided here.
all:
	script/build release
test:
	script/test
asan:
	script/build asan && test/run build-asan
bench:
	script/bench
demo:
	script/demo
install: all
	meson install -C build --no-rebuild
.PHONY: all test asan bench demo install
