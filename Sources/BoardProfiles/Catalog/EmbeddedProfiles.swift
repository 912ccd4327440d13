/// The files of `Boards`, as they are built into the program.
///
/// Nothing lists what was embedded, so this list does; a test keeps it the same as the folder.
enum EmbeddedProfiles {
    /// The files with the names of their boards, in the order of the names.
    static var all: [(name: String, text: [UInt8])] {
        [
            ("adafruit-qtpy-esp32c3", PackageResources.adafruit_qtpy_esp32c3_toml),
            ("az-delivery-devkit-v4", PackageResources.az_delivery_devkit_v4_toml),
            ("doit-devkit-v1", PackageResources.doit_devkit_v1_toml),
            ("esp-prog", PackageResources.esp_prog_toml),
            ("esp-wrover-kit", PackageResources.esp_wrover_kit_toml),
            ("esp32-c3-devkitc-02", PackageResources.esp32_c3_devkitc_02_toml),
            ("esp32-c3-devkitm-1", PackageResources.esp32_c3_devkitm_1_toml),
            ("esp32-c3-supermini", PackageResources.esp32_c3_supermini_toml),
            ("esp32-c6-devkitc-1", PackageResources.esp32_c6_devkitc_1_toml),
            ("esp32-cam", PackageResources.esp32_cam_toml),
            ("esp32-cam-mb", PackageResources.esp32_cam_mb_toml),
            ("esp32-devkitc-v4", PackageResources.esp32_devkitc_v4_toml),
            ("esp32-h2-devkitm-1", PackageResources.esp32_h2_devkitm_1_toml),
            ("esp32-pico-kit-v4", PackageResources.esp32_pico_kit_v4_toml),
            ("esp32-pico-kit-v4-1", PackageResources.esp32_pico_kit_v4_1_toml),
            ("esp32-s2-saola-1", PackageResources.esp32_s2_saola_1_toml),
            ("esp32-s3-devkitc-1", PackageResources.esp32_s3_devkitc_1_toml),
            ("esp32-s3-devkitm-1", PackageResources.esp32_s3_devkitm_1_toml),
            ("heltec-wifi-kit-32", PackageResources.heltec_wifi_kit_32_toml),
            ("heltec-wifi-kit-32-v3", PackageResources.heltec_wifi_kit_32_v3_toml),
            ("huzzah32-feather", PackageResources.huzzah32_feather_toml),
            ("huzzah32-feather-v2", PackageResources.huzzah32_feather_v2_toml),
            ("lolin-c3-mini", PackageResources.lolin_c3_mini_toml),
            ("lolin-d32", PackageResources.lolin_d32_toml),
            ("lolin-d32-pro", PackageResources.lolin_d32_pro_toml),
            ("lolin-s2-mini", PackageResources.lolin_s2_mini_toml),
            ("m5stack-atom", PackageResources.m5stack_atom_toml),
            ("m5stack-atoms3", PackageResources.m5stack_atoms3_toml),
            ("m5stack-core-basic", PackageResources.m5stack_core_basic_toml),
            ("m5stack-core2", PackageResources.m5stack_core2_toml),
            ("m5stack-stamps3", PackageResources.m5stack_stamps3_toml),
            ("m5stick-c", PackageResources.m5stick_c_toml),
            ("nodemcu-32s", PackageResources.nodemcu_32s_toml),
            ("olimex-esp32-evb", PackageResources.olimex_esp32_evb_toml),
            ("olimex-esp32-gateway", PackageResources.olimex_esp32_gateway_toml),
            ("olimex-esp32-poe", PackageResources.olimex_esp32_poe_toml),
            ("olimex-esp32-poe-iso", PackageResources.olimex_esp32_poe_iso_toml),
            ("sparkfun-esp32-thing", PackageResources.sparkfun_esp32_thing_toml),
            ("ttgo-t-display", PackageResources.ttgo_t_display_toml),
            ("wemos-d1-mini32", PackageResources.wemos_d1_mini32_toml),
            ("wt32-eth01", PackageResources.wt32_eth01_toml),
            ("xiao-esp32c3", PackageResources.xiao_esp32c3_toml),
            ("xiao-esp32c6", PackageResources.xiao_esp32c6_toml),
            ("xiao-esp32s3", PackageResources.xiao_esp32s3_toml),
        ]
    }
}
