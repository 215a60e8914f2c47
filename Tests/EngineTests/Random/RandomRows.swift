// Written by Reference/make_random.py; see there.

/// What the originals draw for the seeds of `RandomRow.seeds`.
let randomRows: [String: RandomRow] = [
  "kernel normal float32": RandomRow(
    first: [1.5110626220703125, 0.4229220449924469, -0.4196949303150177],
    hashes: [
      0x84fa_f908_3a3c_5483, 0xc6ce_2061_e802_1956, 0xb2ab_8c29_1b1c_b119, 0x8508_f471_84e3_a39f,
      0xab55_b877_1e67_81ba, 0x1642_e0a0_ed35_041c, 0x5cef_c4b8_b683_3a57, 0x045c_35d4_35df_03b4,
      0x93aa_f3be_91e1_60f7, 0x70db_50ff_80b3_0bb6, 0xe8d8_2106_a642_492c, 0x0eca_7488_bfdc_08a1,
      0x187b_b6c0_3284_11f8, 0xb65a_80c6_f43b_5c5c, 0xc0fd_33a3_2dbc_c163, 0x5874_1752_69d2_4361,
      0xa32a_f496_f582_3acf, 0x6d6a_2c7a_5cf1_8180, 0xcd97_eee7_9b76_faa1, 0xcb34_a6b4_60b5_bdd7,
    ]),
  "kernel normal float64": RandomRow(
    first: [1.4454338067818133, -0.3052692013743611, -0.49504188699227536],
    hashes: [
      0xd99e_cff5_ac02_6d89, 0xc017_11e7_7cd5_04d9, 0xeef0_ba21_699e_8194, 0xaa7f_b8cb_b5ee_22a4,
      0x22ea_e1b0_3279_ce62, 0x23dc_9b8a_efd5_f0fd, 0x0550_f085_bf7c_9b56, 0xfdd0_b13f_7e46_2cac,
      0x17a7_55ba_5a97_2fbd, 0x394e_a0fb_4e24_f162, 0x75e9_4031_2d15_a377, 0xcdb1_a2f0_1da0_8af3,
      0x449e_d472_4c15_bf36, 0x0daa_8ce7_e5f4_fb1a, 0x01f4_8923_37cd_9264, 0x39d7_902e_0d60_3571,
      0x56a7_a923_4e17_5168, 0xc5de_b66e_b4ed_9b3b, 0xb85c_b39e_2439_e75d, 0x3235_0d85_3508_7886,
    ]),
  "kernel uniform float32": RandomRow(
    first: [0.29197514057159424, 0.2065664529800415, 0.5353907346725464],
    hashes: [
      0xdd02_e5df_edea_6274, 0x1c1a_c302_84ff_72ed, 0x20ea_491b_b6c7_2ee9, 0xf717_661e_7e4e_a3f0,
      0x6b13_d9c0_5e21_ba14, 0xe3a3_ace5_c9cd_cc91, 0xc783_4c47_4aba_019a, 0x2843_c005_b363_561c,
      0xdb75_e49c_da45_dbcf, 0x9068_a822_db8b_3f97, 0x948d_6d5e_7aa5_2db3, 0x8fd1_a335_f687_dd50,
      0x5d98_2a50_d648_1fee, 0xa02d_363a_0414_b2c3, 0x9dcc_983e_0ede_fa35, 0x8b46_5db9_65d4_4faa,
      0x9742_e44d_ebdc_39e0, 0x45f2_9fbf_5eb5_a314, 0x80f3_35f2_bcf2_cd45, 0xced7_59df_b557_176b,
    ]),
  "kernel uniform float64": RandomRow(
    first: [0.3358018290373803, 0.2831260293000517, 0.3333959762152805],
    hashes: [
      0x1a4f_36e2_1dca_890f, 0x7349_ba66_137d_ac16, 0xfa78_2e32_7ce0_2c85, 0x5a9a_7e15_d56a_fd5f,
      0x8082_9a9f_ddba_d70a, 0x81d4_2e36_2c13_6868, 0x6132_0592_ae83_95bf, 0xefd2_9aa6_8d3d_ef8e,
      0x8a4e_e613_a52c_58db, 0xc94f_a23f_3a28_c753, 0x4731_de2f_74b1_80f2, 0x47f9_25ca_a42d_4714,
      0xb696_38e3_d2ec_ea4a, 0x4307_4e78_c979_add9, 0x827f_3600_63b6_055b, 0x23d0_0e5b_9aa4_5ec4,
      0x0020_d5ea_013e_320d, 0x335b_fd0b_5c92_f45b, 0x70d2_eb85_7f9c_6a6d, 0x6218_252b_031b_5de0,
    ]),
  "kernel truncated float32": RandomRow(
    first: [1.5110626220703125, 0.4229220449924469, -0.4196949303150177],
    hashes: [
      0x9232_0a8a_88d9_ebba, 0xd461_d960_06d1_f81f, 0x052e_d642_ba0a_7224, 0x3aae_8dbd_e418_b224,
      0x8262_ef04_bf7b_0bdd, 0xba76_1e9a_391b_8ade, 0x3e61_ac98_6917_5cef, 0xb39d_a8a7_7a98_39e6,
      0x1b1d_dccf_3d03_a9c1, 0x10c2_e272_07a3_58d3, 0x618c_65ee_8614_c33c, 0x8a43_fdfb_1038_77df,
      0x9db4_c51c_2b2d_c003, 0x699f_ccc3_d9ec_a2b6, 0x970d_4cd6_6858_00e7, 0x726f_7913_2ab6_23f3,
      0x5e82_a8cb_1f5d_a588, 0xbfbe_fd1d_456a_98f2, 0xd176_0c1c_d8d0_c36b, 0x2b01_b53c_cb54_709d,
    ]),
  "kernel truncated float64": RandomRow(
    first: [1.4454338067818133, -0.3052692013743611, 0.31440073866154505],
    hashes: [
      0x3c3c_1514_7c0a_8a07, 0x766d_865a_8837_d9b2, 0xbf2c_f96c_86f8_cd95, 0x8482_96d5_1b74_53ea,
      0x4f89_108d_f7fa_db0a, 0xbb56_2193_9615_f40e, 0x2e03_18a6_5a14_d759, 0x3fee_fb98_4a24_e3cb,
      0xca53_4f8d_5fb8_7186, 0x10ec_ff97_a836_5c64, 0x918d_1f54_8888_0596, 0x53f4_87d3_7ac3_548f,
      0xb5b7_5da0_a720_0718, 0xe4f5_b805_612d_e4f9, 0x0e4a_8c0c_498b_b97b, 0x65be_e365_7b76_3192,
      0x2e4f_8c01_e1a7_6855, 0x517e_8e0c_4398_33c3, 0x1d25_886c_201e_b093, 0x7c02_b779_15a7_0512,
    ]),
  "kernel integers int32": RandomRow(
    first: [838.0, 414.0, 376.0],
    hashes: [
      0x4f33_855f_b164_dd6e, 0x1aa6_4f66_0042_2068, 0x5b8a_6384_5429_8238, 0x340c_2ced_70d0_9052,
      0xabd0_4902_874c_83d7, 0xb927_5c3a_c465_befe, 0x3244_c944_cde4_df50, 0xffcc_5873_aff4_f64a,
      0x8177_117b_1493_d3bf, 0xb2fa_8271_38d8_5340, 0x5398_306c_d4ee_ed19, 0x97a8_c96f_1f09_1e56,
      0x8dc1_5769_3254_23f5, 0x8558_6638_d36f_e2ba, 0xa07a_16bf_af0f_ac49, 0xb2bd_42d3_9135_022a,
      0x10b5_dcec_329a_c7b9, 0xf7ff_6118_6097_1061, 0xf4c7_a168_329d_e25d, 0x18b7_6112_e930_5f54,
    ]),
  "kernel integers int64": RandomRow(
    first: [327615452501322.0, 553993238171208.0, 364246302903981.0],
    hashes: [
      0xa4ed_6b64_9e90_7f33, 0xabbb_cc77_d230_b59c, 0xf716_266d_6949_f776, 0x39e3_35c9_ba4f_320f,
      0x2f2d_f917_191d_93b4, 0xcfd2_3c3c_09bb_457e, 0x048d_4f04_02a4_c2c0, 0x0c40_f48f_9924_fde6,
      0x41ce_a51f_3ac0_3838, 0x20c9_d840_8226_168f, 0xc4c6_3544_250a_fa42, 0x5abd_0c0f_809b_82aa,
      0x3fed_d47a_52ea_77cd, 0x61e7_919b_4bba_b423, 0x12f3_8a7b_0773_e82e, 0xc6a4_2c63_4778_942b,
      0xb029_79e1_dc3e_50c5, 0xae5d_7bbc_8b1a_c84d, 0x1b30_9210_f5f2_b9f3, 0xe353_977d_e6e6_f45a,
    ]),
  "kernel gamma 0.5": RandomRow(
    first: [0.09637242024760093, 1.2843177836543787, 0.055007804447552995],
    hashes: [
      0x2dca_c3a3_a6be_e696, 0x447f_8bed_5c3b_081b, 0xad4c_c2bd_cf53_1a42, 0x79e7_aaea_7a29_0621,
      0xe27c_2409_bf02_3aeb, 0x4924_8b5a_db51_18f6, 0x7a7e_71af_4f1c_4891, 0xc77a_be86_ef17_90a9,
      0xea77_e1bf_c4ea_eb77, 0x7958_67d4_cb3a_0c63, 0xdf97_eba0_6f18_4eeb, 0x8c8b_c1d6_34b6_7d89,
      0x8959_d379_969a_2028, 0x5fa6_5b7a_2110_ba80, 0x7161_fd68_4737_76ef, 0x5a4d_59ae_6c8d_58c2,
      0x7528_97de_c08f_aa84, 0x47bc_83dc_3f5f_5014, 0xa636_e0df_66bb_3959, 0x9b30_73eb_84f8_fee0,
    ]),
  "kernel gamma 1": RandomRow(
    first: [0.3328552269147748, 0.62945700516036, 1.2849145067855063],
    hashes: [
      0xcd23_929f_cfd2_6353, 0x2abb_33b7_ae77_6290, 0xf9eb_9b4b_1d76_c23f, 0xdd60_b46c_24d5_acdc,
      0x1f59_a55c_6d28_8ab6, 0xd5fe_65b4_3562_d28e, 0x8831_4a91_a2b2_b6ab, 0x40d6_eee6_7a39_02f6,
      0x63f0_3893_f056_ef8c, 0x1109_5811_15ec_7086, 0x36f7_f141_4d75_1751, 0x0ed4_b1c2_0250_62ba,
      0x3945_aa3a_b8b2_258e, 0x9f38_a1d1_c61e_d8e2, 0xfa7b_e1a6_6d62_afdc, 0xb0ea_816d_e8f7_2d6b,
      0x9f3a_3c3a_3cf7_3b2a, 0xef47_06ec_ce1a_43ca, 0xe17a_2822_bd11_8d4f, 0x6ec0_4642_e71a_682a,
    ]),
  "kernel gamma 2.5": RandomRow(
    first: [1.7476698682195202, 3.080562809979515, 1.841532227543842],
    hashes: [
      0x0cf6_a621_4b34_1b47, 0x094c_fecc_73e1_8602, 0x9cd0_9319_e607_c817, 0x9270_aff5_a0d2_d279,
      0xc0b9_ab32_ecf7_5475, 0x907c_e365_f84e_a580, 0xba87_0864_8d2f_9019, 0x3866_744b_ac1f_130b,
      0x1d0c_7e5d_a2a8_a75b, 0x8c3a_eb84_b16f_4901, 0x03fb_b164_3bd7_72d8, 0x9603_8984_5883_97d1,
      0xb2aa_c177_6534_d983, 0xff9b_66c2_8ea3_bc77, 0xb21f_8c14_b544_2756, 0x1363_cf5b_5012_5d28,
      0x30f1_fdab_2d3e_4cc3, 0x5aee_cf36_e71a_cf57, 0x2daf_e458_d59c_3612, 0x0105_5cca_eba1_4133,
    ]),
  "kernel poisson 3": RandomRow(
    first: [3.0, 1.0, 3.0],
    hashes: [
      0x3485_dad5_ccfd_e072, 0x57ab_db12_4de9_8f21, 0xf3cf_6076_3245_d00e, 0x05a3_4936_23e0_58e8,
      0x4e9d_9246_84ed_c642, 0xcd99_2ec2_c811_3362, 0xb0ff_544b_ee6d_eff6, 0x8c6c_1861_11f9_482a,
      0xbe9c_ec82_fa01_92b4, 0xf0ae_fc55_65c3_ecbd, 0x6d1b_cad6_64ef_7d76, 0xf507_1a2f_45d4_3b6c,
      0x16cc_49fa_c390_3928, 0x9450_610d_f917_e203, 0x2715_78b4_cac6_c8fa, 0x464c_7c44_08b8_8711,
      0x2817_6aa4_0d74_806f, 0x883c_8661_4262_f1c7, 0x5529_07bd_c3b3_9024, 0x77af_928c_33a0_2cb5,
    ]),
  "kernel poisson 30": RandomRow(
    first: [26.0, 29.0, 34.0],
    hashes: [
      0x6028_db35_8758_06a2, 0xd59f_6c7f_5353_9632, 0xa1a8_710e_72ab_c377, 0x4341_a939_16c9_3653,
      0xa7e8_aec0_dcdc_5fa6, 0xfb9b_68eb_f189_e999, 0x903b_8e28_07bc_7360, 0x04a7_77cf_ef70_04d0,
      0x6a6e_b831_59fb_a286, 0xa7df_7668_ce65_6521, 0x2b8d_8674_c0ae_0447, 0xa6c7_1f41_0049_572f,
      0xc6ae_02e7_ef69_c4b0, 0xdef4_cb29_d0ff_d047, 0xbc86_6fd1_7a8d_c785, 0x4a59_bb16_84c6_6cbe,
      0x0631_80d9_e02d_a8c2, 0x8c4c_b557_1846_c5cc, 0x59cd_5d17_b96c_7eda, 0x46be_fcbd_ed85_3d4f,
    ]),
  "kernel categories": RandomRow(
    first: [2.0, 1.0, 2.0],
    hashes: [
      0x6c48_9b5f_0c3b_c7a6, 0x3c35_e82c_6653_0da6, 0xba87_8562_3b0b_4147, 0x4432_08ee_6949_3147,
      0xcac1_f0d6_06d0_49e5, 0x80f9_28c7_05e0_0d24, 0x6654_0c57_9aba_8867, 0xea17_a4b3_060c_0944,
      0xa941_e3ce_610e_9784, 0x87ac_4b02_63ed_f3a4, 0x4993_00ec_072e_5ba7, 0x58a0_92ff_8715_0e24,
      0x7d12_eb2f_b4de_5c27, 0x6e14_b534_c743_dac6, 0xa44b_7317_df73_46c5, 0x0238_bda1_d227_82a6,
      0xef93_2cbf_d0aa_5aa4, 0x53e9_f0dc_fe75_ad47, 0xe10d_bccc_4d63_c3c5, 0x1c30_fd4d_e8cc_4ee7,
    ]),
  "kernel order": RandomRow(
    first: [273.0, 432.0, 913.0],
    hashes: [
      0x6ad7_d57e_f9e4_572d, 0x0c9c_a01f_3235_8705, 0x3720_74e0_a1a9_7879, 0xd557_c959_47d0_6f05,
      0x51b6_a04d_1f1a_2625, 0x1c0e_e24c_f093_4169, 0x1596_bc74_eec3_0b25, 0x8959_5f63_b48a_f121,
      0xc597_1214_7cc6_36c1, 0x160e_3091_90ca_1c75, 0x8cb2_2976_35d6_6ab5, 0xcfb0_8573_fdb3_7791,
      0x30b9_0fc7_f6cf_5eed, 0x4422_5bf7_86f7_76b1, 0x12b0_bbc3_712b_807d, 0x3e23_9008_b39e_23e9,
      0xa57a_e4d5_0952_9305, 0x8cc6_38f5_fdc1_1695, 0x92e7_ff30_5664_d271, 0x426c_d05d_3f8e_7c09,
    ]),
  "stateless normal": RandomRow(
    first: [1.206434726715088, -1.8821638822555542, 1.2496752738952637],
    hashes: [
      0x9e3f_a5a2_2c6d_77ee, 0xe172_d9f6_c467_94d8, 0xff31_dc63_d178_0799, 0xa941_74df_e3f8_cc19,
      0x09df_6926_d04e_a7f1, 0x40df_dd1d_a4de_f90f, 0x442d_c5de_bfc2_425d, 0x3c23_8d58_98ca_ed49,
      0xc356_248c_975f_d043, 0x286a_179c_18fe_51d5, 0x4f74_332a_b35a_9ff2, 0xc121_671d_aa31_48cf,
      0xb2e6_b88d_4da9_d258, 0xe003_2676_3090_7f9b, 0x313b_aa49_674e_2bff, 0x7091_d1c3_d28b_07b5,
      0x2bf6_9869_5790_23bc, 0xedfa_880c_eebc_2e86, 0xd297_7fc0_c44e_2a32, 0x5bbd_92e3_f798_92c7,
    ]),
  "stateless uniform": RandomRow(
    first: [0.2110154628753662, 0.7060099840164185, 0.8000633716583252],
    hashes: [
      0x0a77_dcce_6e85_2ddd, 0x6112_bd01_ad57_3fb5, 0x110f_d25e_3f29_f590, 0x4c7e_bd23_896c_8bcb,
      0xdda1_2413_c4a1_d787, 0x3e23_cf74_b412_ec26, 0x00e3_9e72_8e57_4b8f, 0x134c_6634_3325_cea7,
      0xea34_701d_e968_382e, 0xd34d_5752_6242_2922, 0x065f_0f6c_0d1f_887e, 0x34c9_1ade_a4bf_44d6,
      0x6f26_5fdd_900b_669d, 0xfb6d_a8e1_207f_c369, 0x1b7a_d8b7_70f6_f4f8, 0xd601_552d_281a_9343,
      0xff74_d7b3_fab6_bd00, 0xff77_7ee1_1c7f_4528, 0x5b20_c393_26e0_fa7e, 0x26fc_63e3_7565_64dc,
    ]),
  "stateless bits int64": RandomRow(
    first: [2.9075565478907336e+18, 1.359087928920785e+18, -3.644196199917798e+18],
    hashes: [
      0x7687_8404_4dc3_638d, 0x524c_8532_3c39_4427, 0x1269_2877_90b2_4df5, 0x5975_c045_20a7_100f,
      0x5a21_abac_016a_e457, 0x2435_3b10_2b8c_ac8f, 0x2e72_ea45_3430_57c0, 0x782b_722b_d44d_01d1,
      0xc713_a9d5_667b_1833, 0x783d_773a_3c5b_cf99, 0x1980_1ccc_54c2_df50, 0xb12a_5a4b_a92d_2a70,
      0x92c4_75d4_5fce_24b6, 0xa1e3_8313_4305_a97b, 0x8ea3_1805_3598_34c7, 0xad45_6a6e_f496_ed8a,
      0x46c3_f55a_575b_f696, 0x7674_6312_035b_2ccb, 0x9088_8cdc_4794_b8f0, 0xbfaf_49d7_72f4_bc3a,
    ]),
  "generator normal": RandomRow(
    first: [-1.3544158935546875, 0.7045491337776184, 0.03666191175580025],
    hashes: [
      0xaa48_e395_15c4_fe0b, 0x06bd_a7a1_25c8_b799, 0x5af5_8c47_54b5_88ed, 0x5506_384c_8c96_06e1,
      0x8b9a_0703_ded2_4cc2, 0x50ed_00a1_f8d9_ce2a, 0x80bc_2b55_db3d_79db, 0x2c87_c305_3670_cdf4,
      0xe723_3a8e_de31_dbbf, 0xe394_66b1_4f70_cd34, 0xc64b_9df3_a1d7_8cd9, 0x11ff_fd91_275a_2142,
      0xf947_11d5_9c60_61b4, 0xe414_026a_a376_aca8, 0x53bc_9c6f_a448_d91b, 0xd2dd_d64f_ca81_3493,
      0x8133_2fc1_cace_e579, 0xc4f1_efc7_68b4_b626, 0x05bd_cecc_c48a_159d, 0x6548_7d83_37fd_7c6d,
    ]),
  "glorot uniform": RandomRow(
    first: [-0.16921201348304749, 0.12062710523605347, 0.1756991147994995],
    hashes: [
      0x3037_0c7b_c227_e641, 0x08a8_d61d_27e3_a1ec, 0x14a4_9f70_dbac_027e, 0x3288_7ec4_58e3_1548,
      0x061f_798b_d1b5_f6c7, 0x4f71_b9fb_c021_fba5, 0x5940_38ca_a9f1_e2fd, 0xdf59_afdb_7956_82a6,
      0x936d_8b45_e5c0_4a6a, 0x7090_df75_2331_a3e2, 0x9ae0_b048_3726_e7b8, 0xa22c_75f8_c34e_4964,
      0xaa05_ffb7_a8a3_9b58, 0x5d83_636e_8a97_c9ce, 0xd978_d196_451a_b5a9, 0xefdc_0826_729c_7300,
      0x0658_150e_c3aa_69e7, 0xd82e_6ef1_ea17_d4e8, 0x08a8_d61d_27e3_a1ec, 0x3288_7ec4_58e3_1548,
    ]),
  "he normal": RandomRow(
    first: [-0.6100882887840271, -0.1730562150478363, -0.23807594180107117],
    hashes: [
      0x1797_4caa_b114_b578, 0xea58_7aa0_455c_6035, 0x81df_44af_be42_bf15, 0x40cb_78f2_7f47_24e4,
      0x0747_0738_c33c_cc2f, 0x651c_8eec_7a73_0c71, 0x7976_582d_7b74_49e3, 0x1fbb_293a_eb9c_5eb4,
      0x8ce0_08a7_3eb6_fd9b, 0xc4ad_b5ea_d430_e5af, 0xb855_0038_9140_36bf, 0xfbfb_e7ee_c12a_5b7e,
      0x1c4f_d78c_2138_e9f0, 0x9aa3_072a_0774_d67a, 0x0e92_9ec6_b84b_a536, 0x4afa_a588_8244_689e,
      0xb48d_7e99_09e0_67a7, 0xd853_7874_fca7_b28b, 0xea58_7aa0_455c_6035, 0x40cb_78f2_7f47_24e4,
    ]),
  "lecun normal kernel": RandomRow(
    first: [-0.27283975481987, -0.07739309221506119, -0.10647080093622208],
    hashes: [
      0xab15_bfd1_562a_94f8, 0x1da1_2c2e_591b_9938, 0xeebb_bb65_059e_8d27, 0x581d_71b5_e395_0e35,
      0xd640_2904_ac8c_50cb, 0x4d95_69cc_69de_8997, 0xe6c5_bd42_4d4e_b378, 0x5473_c085_5b83_282e,
      0x7a16_8d65_088e_3819, 0xd3d1_8334_ed03_d744, 0x665c_6479_9187_4e3d, 0xc119_b962_a9d4_dba9,
      0x9d49_9115_e10c_b768, 0xffc7_aeba_549c_ec82, 0x8b35_0494_ea37_65cc, 0xb73c_32c9_a0e7_b9d2,
      0xbdfa_2253_4514_7654, 0x43a6_c695_6a80_c94b, 0x1da1_2c2e_591b_9938, 0x581d_71b5_e395_0e35,
    ]),
  "legacy uniform": RandomRow(
    first: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439],
    hashes: [
      0x6615_cf8c_1a98_ea59, 0x36ae_3102_8c91_abf3, 0x1fdb_c68a_fe34_2818, 0x51f2_e8b7_b70e_d80a,
      0xa9eb_1a09_f3ca_f3e2, 0xe6b3_fd9d_b3c0_b57e, 0x3d80_43e4_9791_6f7f, 0x2481_ebd3_0ddc_da1d,
      0x19df_dfa7_04c6_e5f2, 0xf1e9_3939_5a1b_5849, 0xef18_fff0_64ba_5517, 0x0ed9_0fd3_dd28_bcd4,
      0x9d35_48a1_cc4b_18a5, 0xc723_6471_7861_68b5, 0x86fa_5a1e_14fe_67b2, 0x64b3_9b4a_c48f_78b8,
      0x7a58_c3a6_0a72_b21d, 0x7ec5_f578_9a3b_b2d3, 0x89cc_2585_d757_4479, 0x038b_462a_2d2d_d3c6,
    ]),
  "legacy normal": RandomRow(
    first: [1.764052345967664, 0.4001572083672233, 0.9787379841057392],
    hashes: [
      0x9c4e_ca34_34cc_9c17, 0xe25c_d526_e4a6_7b5c, 0x1317_ad34_019c_9acf, 0x1466_8977_d397_20b6,
      0x8b66_0af1_fd2f_b4bf, 0x37d4_46ab_8ef9_66c2, 0xe106_c855_8e14_b401, 0xa159_2a1a_9fd0_ae54,
      0x939d_cc09_46e2_2816, 0x0270_24bf_47b5_a43e, 0xfad3_9456_7b53_0325, 0xe920_9e79_9954_d7e4,
      0x99e4_97f8_e4bf_9006, 0x59ff_4e1b_4d2a_78aa, 0xadcb_e11d_accb_44d5, 0xdfe1_f25c_5bd5_3f55,
      0x7084_3aaa_bb67_15d1, 0x28e9_c003_e31e_4fb6, 0x3d50_36cf_1e53_e39f, 0x5691_5390_669e_1c04,
    ]),
  "legacy exponential": RandomRow(
    first: [0.79587450816311, 1.2559307629658378, 0.9232231458040688],
    hashes: [
      0x3780_4f4b_503b_b9a8, 0x4c4e_475f_6ffa_165e, 0x36d0_19eb_08b9_928c, 0xc1be_b6f5_c3db_67cf,
      0x70d6_b62a_5913_e66f, 0x9eb3_7162_4227_ec4f, 0xc684_f774_7116_0d33, 0x73d5_3766_9636_4ff6,
      0xe9f7_791f_932c_04e5, 0x42c2_f0f1_baaf_94f4, 0x5148_a778_7272_5790, 0x9307_00c8_c8a2_c7d8,
      0x989d_81e4_6e9f_b922, 0x7f84_7f97_74a0_accc, 0x6641_ba51_0708_3921, 0xd74b_291e_ec80_371a,
      0x1e8a_d0fe_538a_8cd3, 0xa685_8217_350b_763b, 0x3a71_9e0e_5081_3625, 0xdce2_7cd8_ec77_1462,
    ]),
  "legacy gamma 0.5": RandomRow(
    first: [0.3040018897607044, 0.37827172006781556, 0.1794833890028876],
    hashes: [
      0xc682_3b69_cfb3_d744, 0xcb9a_ab84_5ee2_eeca, 0x5430_bb15_e8d2_3717, 0x6fee_37e8_50d2_0c4a,
      0xe9b1_dfa6_69bc_4982, 0x735c_036d_a968_88b5, 0x34e5_1efd_313b_14c2, 0xb9ea_ef82_42bd_2fbb,
      0x80fe_0b59_2137_3ca9, 0x7b75_31a5_628b_503d, 0xb602_dd58_f11f_2498, 0xcd7f_1fdc_134b_bc88,
      0xef12_fceb_76f1_643d, 0x15d0_b2e0_08df_cc1d, 0xec5f_cb83_c15c_38c3, 0xe78c_584f_0072_d9f9,
      0x9edb_d78a_94da_0865, 0x9573_3d59_5a42_ae2c, 0x557e_3ac8_e8fb_4d58, 0x7408_cf59_3cb9_f78b,
    ]),
  "legacy gamma 1": RandomRow(
    first: [0.79587450816311, 1.2559307629658378, 0.9232231458040688],
    hashes: [
      0x3780_4f4b_503b_b9a8, 0x4c4e_475f_6ffa_165e, 0x36d0_19eb_08b9_928c, 0xc1be_b6f5_c3db_67cf,
      0x70d6_b62a_5913_e66f, 0x9eb3_7162_4227_ec4f, 0xc684_f774_7116_0d33, 0x73d5_3766_9636_4ff6,
      0xe9f7_791f_932c_04e5, 0x42c2_f0f1_baaf_94f4, 0x5148_a778_7272_5790, 0x9307_00c8_c8a2_c7d8,
      0x989d_81e4_6e9f_b922, 0x7f84_7f97_74a0_accc, 0x6641_ba51_0708_3921, 0xd74b_291e_ec80_371a,
      0x1e8a_d0fe_538a_8cd3, 0xa685_8217_350b_763b, 0x3a71_9e0e_5081_3625, 0xdce2_7cd8_ec77_1462,
    ]),
  "legacy gamma 2.5": RandomRow(
    first: [5.93870070324508, 2.8106696416847097, 6.242122324898662],
    hashes: [
      0x3547_ec88_c2ca_adb4, 0xabec_41e5_ce2c_68d5, 0x94bf_6c97_fecf_cd94, 0x5b3f_a743_8153_e697,
      0x2416_5500_d07f_b307, 0x9969_cdbc_ace5_0d0f, 0x270e_4f12_324e_8bd1, 0x0b2e_4e24_b327_9904,
      0x35ba_4d9d_20b6_59a3, 0x05da_c549_730c_51fd, 0x1780_cd5b_8f75_bb3a, 0x68c9_7b0d_fd8d_cc7e,
      0x95b7_b7ca_83d8_66b1, 0xd44c_f50e_2fd1_e0c2, 0x427e_e9d5_5ca7_aa8e, 0x8dc5_ea88_c4cb_7d12,
      0x25de_66fb_2bd7_8f28, 0xc649_fc19_7082_1d39, 0xdb66_3c2e_f1f0_c527, 0x57a1_e775_57b7_03f3,
    ]),
  "legacy beta 0.5 0.5": RandomRow(
    first: [0.37061547061658573, 0.5503058575303685, 0.30081220227043654],
    hashes: [
      0x6f59_2e16_677e_bc8b, 0xb689_5697_7418_be30, 0xc494_8b50_5149_4bd4, 0xa339_ffee_fc5a_0916,
      0xf551_5a98_1828_b25a, 0x1c7e_12aa_6e99_b8f5, 0xc560_d92d_baab_bad2, 0x0211_d05c_2866_d472,
      0xda2f_8aaa_2b0b_43df, 0xe63d_e495_5f7d_f612, 0x2600_37e4_b438_26f6, 0x340a_76db_351c_951a,
      0xf2a7_0606_12c3_d87f, 0xecc8_c419_989c_cb81, 0xd283_6ee0_e966_4c19, 0x64cf_027c_a9e4_f08a,
      0xcbd0_3820_4aab_b2e2, 0xe3fc_46bb_dd53_dfc0, 0xd760_9266_f9e0_3c5d, 0x2242_8462_14cf_9176,
    ]),
  "legacy beta 2 3": RandomRow(
    first: [0.6035897484783911, 0.7986833363091154, 0.31163262450209406],
    hashes: [
      0x421f_6598_6e2f_6adb, 0xa44b_8e97_0c46_94cf, 0x7ecb_3ac4_499b_5ce8, 0x19f2_2c2a_95aa_ece2,
      0x23e7_7800_b7ff_3831, 0xf8f4_913a_20d5_760f, 0x3012_f1f1_4387_5bb6, 0x0933_c589_3052_2136,
      0x291c_ae1e_c78e_acd5, 0x9ef5_5e00_5ed2_5402, 0x3845_56ef_9560_2500, 0x5755_8c0d_8bb0_82a0,
      0xfb94_d88c_59ca_c49c, 0xe075_66ce_29f9_d090, 0xe28a_7b3e_8e0b_786e, 0x03d1_11cc_210b_b640,
      0x5dd4_44b4_9ce5_e312, 0x9243_26c5_bd35_3109, 0xc4c1_bb44_cc4c_c64a, 0xad4f_1f20_9f10_a3ae,
    ]),
  "legacy chi-square 3": RandomRow(
    first: [8.595176347917409, 3.3089164797067245, 9.139600737780052],
    hashes: [
      0x4f84_6ab8_6590_5a03, 0x0e1b_2dd5_90ae_5f1d, 0x67ef_2911_65f6_a02a, 0x163c_170e_a83e_a439,
      0x8bcf_d7e7_b925_c7e6, 0x6ba2_7fb2_ac12_b71a, 0x80bd_75e0_9885_f964, 0xd9af_7ffd_d04e_5332,
      0xa6ae_8901_d24c_a308, 0x24c2_4982_d065_90f8, 0x5177_a175_7b85_3755, 0x75b9_2ab4_db46_d27a,
      0x02f5_35ab_7a78_70c4, 0xeac7_09d7_4f73_07d5, 0xb911_40e1_42ec_57f8, 0x4726_ae42_34ed_c234,
      0xf6d2_c2f0_12d3_e1bf, 0xbff6_8249_5f1c_1f0e, 0xccd7_9c2d_3d21_295c, 0x6c2e_7a07_0097_bb83,
    ]),
  "legacy laplace": RandomRow(
    first: [1.2054546552063294, 2.1255671648117858, 1.4601519304882473],
    hashes: [
      0xfb05_8c06_1aa1_0e08, 0xc507_29f1_2223_0dcb, 0xa294_5ad7_0659_c4b7, 0x69f0_e765_ede6_0b5c,
      0x3cb8_b0fb_2eb8_f015, 0x600d_78ad_b42d_0235, 0x8be5_2a3e_57e1_4a8d, 0x7ef4_64ca_83a2_568a,
      0xac72_8be2_fe51_113d, 0x6276_84ce_b7ff_f6bf, 0x378f_6c34_35d5_8f10, 0xbc09_540d_a14f_14b6,
      0x3183_e021_3f78_493b, 0x7aed_2647_abc0_f1f6, 0x5327_dc9b_cd36_bd5c, 0x6637_21b3_6f69_c504,
      0x9af0_23d0_ce89_1b17, 0x6421_c29b_86c9_443f, 0x98c3_0d23_e5d2_bacf, 0xf6fd_8558_d935_eba8,
    ]),
  "legacy logistic": RandomRow(
    first: [1.3917558231429745, 2.841445679369926, 1.833985150755149],
    hashes: [
      0x5712_9e3e_beb4_7e6a, 0x3326_c0bd_41ee_63c1, 0xeda8_41ae_6887_52ef, 0xed9f_c267_6ca6_a570,
      0x0d86_67f6_e5d2_d529, 0x0131_9f9b_6f05_199d, 0xe93d_133d_0e49_fab5, 0xcb4c_75e2_122c_68b1,
      0xd8bb_d820_7814_af33, 0xd8c8_b889_85d3_9594, 0x0f53_571f_fec6_9b7a, 0x0940_a8a5_5b01_127f,
      0xeff2_0c23_dd68_2dc8, 0x9b6c_beb3_96de_1609, 0x3036_363b_c6f8_1a5b, 0x7e4d_ee26_1c7b_4ec7,
      0xf666_743a_a15e_5d6d, 0x1489_3f71_93db_4581, 0x1e0a_a86b_65d3_844a, 0x2b88_98ac_d832_7715,
    ]),
  "legacy gumbel": RandomRow(
    first: [1.4566275172554475, 0.5442461170012648, 1.1597686245286873],
    hashes: [
      0x1ba2_76c9_2b5e_b35a, 0xb3b2_51f8_9d3e_4eac, 0x900b_87ef_9ebc_9f55, 0x8e40_0f33_6dec_256d,
      0x043e_d858_3460_1c95, 0x3f5a_c74d_3f97_2b2d, 0x27b5_9753_6e86_51a8, 0x03f8_7332_3f04_aa81,
      0x1f2a_d660_2b88_1cc5, 0x59f2_12b5_622e_55c6, 0x3c2f_e943_1935_b394, 0xb4d7_55b9_cd56_89b4,
      0x8800_dd9c_174c_6738, 0x3a4b_1395_7a14_6dea, 0x4794_7748_fa6e_aa90, 0x27f5_c7fb_ae23_dabf,
      0x7642_3c00_a795_d513, 0x231d_b056_a2ce_28f5, 0x27e7_438e_0db7_574d, 0xfbe6_3669_d3bb_230a,
    ]),
  "legacy triangular": RandomRow(
    first: [1.1900598438273073, 1.7674709210219324, 1.3634035350956277],
    hashes: [
      0x66c4_f948_ca31_ddf4, 0x8e60_5732_e87f_8288, 0x7a1c_18fc_d19b_7da3, 0xc8a0_25e6_965b_9da1,
      0x8444_b561_c088_9ac4, 0x79df_2d6b_9a65_a9ba, 0x126c_f3de_29b0_157d, 0xed76_11b3_3405_71ff,
      0x93b3_46f1_c622_efd3, 0x41d5_9cf1_0786_d2c0, 0x918b_0edd_14d2_7711, 0xbafb_a507_00e8_06da,
      0xdce0_b49d_c89f_4b28, 0xc656_7d05_323a_2a48, 0xa755_6ebd_57db_9d7c, 0x2e4d_8f3d_c73a_7f1a,
      0x9286_210d_ebe5_4682, 0xd1a4_a91e_dd57_1a1e, 0x655b_3061_350d_4883, 0x8d58_0828_97b4_d33a,
    ]),
  "legacy poisson 3": RandomRow(
    first: [5.0, 6.0, 2.0],
    hashes: [
      0x06b3_c155_a939_8821, 0xcfba_f743_d3b5_424d, 0x0b9c_32c2_832a_b4ce, 0xa532_a42a_6dae_6e4e,
      0x65d1_22dd_be6a_d029, 0x9d60_1426_e9aa_e88e, 0x77bb_97f2_63e4_41e4, 0x662e_c0a7_bedd_ca67,
      0x6883_c0c0_42b6_3dcc, 0x1459_e1e6_b62a_f669, 0xb16a_170b_3a1f_df63, 0x3e70_81b9_c753_ddae,
      0xd87b_d720_15a5_5d02, 0xb293_7d73_6497_deae, 0xc325_9085_f114_444a, 0x9815_53d4_4b0b_8100,
      0x431b_0619_4084_17cb, 0x4754_e75f_6aa1_8bac, 0x28bd_4416_1559_f160, 0x3043_ebbe_054f_130b,
    ]),
  "legacy poisson 50": RandomRow(
    first: [51.0, 52.0, 48.0],
    hashes: [
      0x399b_4f68_8394_9d65, 0x4bf3_5e0f_0071_5f40, 0x6a48_1ee7_ff1f_6b6c, 0x5547_1e2d_e7b9_15f7,
      0x013e_5e4a_6ff3_52a3, 0xc2c6_bba0_da56_469d, 0xe915_942b_9586_0cee, 0xc1b3_ea95_adcd_4f1c,
      0x2bd9_53cb_bcbf_7290, 0x9ec2_44b7_b293_1625, 0x68cf_ae37_1bb5_db86, 0xb9dd_fad4_ee48_73cb,
      0xd354_cc90_107e_8a6c, 0x21a9_e29a_b181_e93e, 0xe1e2_fdc5_63f6_6bb6, 0xb8a7_c72a_31a4_4252,
      0x59c9_3708_299d_ca82, 0xb297_53ef_6144_1dad, 0x3daa_c1a3_d3f5_0da1, 0xc7a0_d36d_2d53_3b43,
    ]),
  "legacy binomial 10 0.3": RandomRow(
    first: [3.0, 4.0, 3.0],
    hashes: [
      0xbf87_d569_eeab_be68, 0x6046_564b_5447_f766, 0x8fb2_cbec_d23c_3c4f, 0xb9b1_88a4_f18f_0146,
      0xaa43_ad0b_dab7_f42d, 0x081b_b0dd_8b83_6981, 0x3f50_8106_079b_a56c, 0x1d3e_6c21_d9ad_d768,
      0x5e2c_6551_d279_4c4c, 0xe15d_5a7c_5f2f_a0af, 0x3670_afca_7b4d_7844, 0x1f15_56e8_bf44_caaa,
      0xfcf4_cfe0_77dd_a2ec, 0x7744_0ae3_8be0_78c9, 0x15d5_08c2_82b3_b740, 0xc67a_8dd1_2ec1_7a0b,
      0xd219_99c8_483e_0c66, 0x1a45_929d_788f_294a, 0x2906_467e_31b3_50e5, 0x076a_d2f3_eefe_16ce,
    ]),
  "legacy binomial 200 0.4": RandomRow(
    first: [82.0, 79.0, 96.0],
    hashes: [
      0xa7b8_d387_cbac_80eb, 0x6aac_6e84_5db1_6bd1, 0x7a4a_f305_b0bc_7b86, 0x8ebb_84a9_4f06_bd3b,
      0x5b44_0a1e_a56b_42a4, 0xd999_35be_9673_5c06, 0x5757_eb59_b6ee_6ff3, 0xcefc_f598_2e00_f78b,
      0xcaf6_e585_9913_049a, 0x1958_a8f1_6a55_1789, 0x7c68_e7c2_2347_7c5c, 0x5b7f_a69a_7f12_3b9c,
      0x46d7_02d0_c008_8b0b, 0xc0d6_121b_05da_3123, 0x0f38_219b_2048_2aeb, 0xf7c7_1844_2192_d2f6,
      0x4611_0bcb_69c8_6e4e, 0x6ea9_3fca_be31_8898, 0x2adb_a9e3_e2a4_e706, 0xcbce_1112_8a44_04a1,
    ]),
  "legacy binomial 100 0.8": RandomRow(
    first: [80.0, 78.0, 79.0],
    hashes: [
      0x8058_cb05_a286_2885, 0x52e6_80c7_de0c_4a0e, 0x526a_f04a_0e92_0844, 0x2d55_cc97_7890_857f,
      0xc51c_0db1_ca78_584e, 0x0222_f108_2037_e600, 0x275f_8f95_2d20_cc33, 0x5367_3b79_0c5d_3454,
      0xad92_721d_467f_f578, 0xb233_96a5_13ae_9d05, 0xeba8_c593_f42b_ad96, 0xc615_b8be_bde5_3a42,
      0x095d_cdf3_573f_7864, 0xd1f7_5f16_e395_e3a5, 0xfbc1_1e33_e3ab_8e4d, 0xe8b6_3eac_22e6_cfc1,
      0x6f87_93a8_48d7_c9e3, 0x32cf_4480_6fd1_99b1, 0xb493_4f05_f40b_2711, 0xe1c4_e5cd_1dbc_2eb9,
    ]),
  "legacy whole 10": RandomRow(
    first: [5.0, 0.0, 3.0],
    hashes: [
      0x084e_52db_1384_3489, 0x1d3a_c9bf_b859_944a, 0xef6c_563e_3205_07a5, 0x19a0_1b83_3f35_2700,
      0x25d4_08d7_8eff_3f41, 0x610e_78a3_5c51_acea, 0xd466_715c_298c_e3c4, 0x96e4_520f_8ded_40e8,
      0xa399_2ecc_733c_aee1, 0xd8f2_8e11_40f8_6fa6, 0xd47d_c73d_eea5_34e8, 0xb94c_c5b0_ee57_2200,
      0x0dd7_0193_3ca5_2682, 0x9c4d_bce7_5665_0f23, 0x3f2d_d48b_5947_98e4, 0x5522_b63d_1729_d726,
      0x443b_4b7c_ec03_728e, 0xe085_c6ec_1410_8c6b, 0x3565_7545_670d_fbe2, 0x193a_d90a_7ff4_b2a3,
    ]),
  "legacy whole 10**12": RandomRow(
    first: [741280623151.0, 506137267392.0, 291447657211.0],
    hashes: [
      0x777c_689b_823b_1fd3, 0x4510_2f99_df95_6ee3, 0xcae1_b1cf_ad33_92f1, 0xc07b_cdd3_a192_5df8,
      0x2629_1114_e5b2_4898, 0x9c11_3eee_7421_054a, 0x8184_6031_89ee_1c03, 0x8a6c_e358_1be5_2ba4,
      0x9360_2cae_7993_dfe8, 0x1d74_0c97_9f5e_c386, 0x870c_de11_777b_2bfe, 0xe279_f7d4_8417_2b60,
      0x19dc_8740_12a3_9b9f, 0x36ed_6ee2_cf22_ddc5, 0xdea7_cf7b_f97f_67d7, 0x5c6e_ccda_4d3e_38d6,
      0x26d5_9e4c_48b3_7b65, 0x3f84_355a_c356_011b, 0xb71c_64b7_8c3b_eed8, 0x8c1d_b4f4_5103_a24d,
    ]),
  "legacy order": RandomRow(
    first: [993.0, 859.0, 298.0],
    hashes: [
      0xba23_67a4_6d22_aa5d, 0xbe0e_4064_e485_1001, 0x536f_03e0_2272_e55d, 0x0e98_3eab_1703_39b1,
      0x46f6_4a69_7dd4_1725, 0x4a97_8f8d_7dbc_45c5, 0xb508_3f4d_2190_627d, 0x9bbf_66a3_91b5_8bf9,
      0x678f_ae2a_c21e_9581, 0x23eb_07ed_1c35_d1a1, 0x644a_c09f_18e7_0761, 0xee89_b9ca_8a6c_a921,
      0xbacd_9a2c_8b65_80c1, 0x604e_d9f9_7105_7d7d, 0x8c25_8b8a_650d_dc3d, 0x3965_eaab_4fa8_cd45,
      0xe691_20bb_1ab1_b695, 0xb9f5_10f3_0350_717d, 0x2622_0626_a332_90cd, 0x4439_aacf_69c3_cbed,
    ]),
  "modern uniform": RandomRow(
    first: [0.6369616873214543, 0.2697867137638703, 0.04097352393619469],
    hashes: [
      0x0fa9_eaa2_5274_92cb, 0x13f0_ef6e_551d_14de, 0x161f_317b_23ba_403c, 0x0502_7cbb_7a80_2a15,
      0xce33_2c73_4ebd_efa1, 0xe3ab_bddd_1cc0_d1bd, 0x79da_02a4_9ad5_d6bf, 0xb96e_cdfc_fa4c_f0b7,
      0x481f_f36f_a994_6c16, 0x0960_daaf_6539_8ee2, 0x85c3_e8e8_a251_c6b3, 0x1440_3f0e_912f_63a9,
      0x6098_5cc7_7f88_cb82, 0x0dbd_af82_5875_61e9, 0x771f_0c8f_5f50_66c4, 0xaf82_b0d1_b10d_e4fd,
      0x13da_24ae_8520_b441, 0x1a85_aeb9_fd8c_59e2, 0x3207_de82_f35e_7c4c, 0xcf05_e327_8e24_cde7,
    ]),
  "modern normal": RandomRow(
    first: [0.1257302210933933, -0.1321048632913019, 0.6404226504432821],
    hashes: [
      0x0a13_f2d8_0c1a_4880, 0x1c0e_8493_08f6_1674, 0xa440_a318_fa8f_2495, 0x011c_0a0b_be85_2b0e,
      0xc36b_9cc4_4778_e4bd, 0x1f0f_b7aa_f1db_1548, 0x2bd1_9415_ce84_7527, 0xf6c5_41b2_0ba9_19eb,
      0xca9d_c4e9_4b62_2b00, 0x1f31_0ed7_c616_fa2c, 0xe175_441c_54a2_185f, 0x7d33_8b3a_0a15_f365,
      0xbf15_f454_372f_5829, 0xecd8_d6ac_55f8_0abc, 0xeaa5_6544_d203_fab0, 0xb509_2a29_7d8e_ad6a,
      0x3035_a476_c5ef_78bd, 0xaf5a_2356_678c_7bd0, 0x5d56_cbdf_76d4_0e1f, 0x1827_35b7_88ae_0cde,
    ]),
  "modern exponential": RandomRow(
    first: [0.6799319039689096, 1.0195971014658647, 0.019806662589055352],
    hashes: [
      0x989a_eed5_163a_00ff, 0xa4cb_00fe_4207_34e2, 0x15b7_4fb6_08e8_61d6, 0x3597_f7e4_9a95_92e8,
      0xb50a_7630_948b_5e67, 0x1e7f_9468_6ec3_0504, 0xb119_ac3f_e13e_061b, 0xbee2_0786_5121_5799,
      0xd4e3_ec3c_dfa0_8dac, 0x17d2_343c_613c_a079, 0x9cda_b18b_5bac_7cfb, 0x4b61_d896_0e01_4242,
      0x3efb_2bef_a9e6_9d38, 0xaa68_9b6f_940f_a007, 0xfe6b_43dd_18ea_7675, 0xb231_e2f1_e537_6daf,
      0xa81e_090f_036a_23ef, 0x8ec8_fd0b_a6dc_ccdb, 0x0b0d_ce03_6739_6190, 0xac08_0f76_0606_b61f,
    ]),
  "modern gamma 0.5": RandomRow(
    first: [0.43566582109041196, 0.0016788296637499191, 0.9850023145043377],
    hashes: [
      0x9363_b454_4305_21b5, 0x8fd7_889c_2520_b22d, 0x90e4_e7da_5682_accf, 0x7c48_810c_e059_9f6d,
      0xd1ad_128a_7cc3_06f5, 0x53ff_7855_e23c_4de7, 0xd991_dc03_c019_54db, 0x6322_6fac_ea88_cca1,
      0x4426_8aad_d964_7363, 0x65d6_04a1_c776_3236, 0x167a_de95_17f7_dea7, 0xcebb_b460_9f8e_a9ed,
      0xc99d_8578_5cf9_d995, 0x2fb0_5b06_b008_c1cf, 0x6286_5acb_049e_3fe3, 0x3ad1_1a8d_7795_3d77,
      0x11dc_6bed_95fd_92c8, 0xf4a8_51d7_a1d2_64c9, 0x3a62_4425_3654_7d79, 0x4dec_6fa7_f0fa_6846,
    ]),
  "modern gamma 1": RandomRow(
    first: [0.6799319039689096, 1.0195971014658647, 0.019806662589055352],
    hashes: [
      0x989a_eed5_163a_00ff, 0xa4cb_00fe_4207_34e2, 0x15b7_4fb6_08e8_61d6, 0x3597_f7e4_9a95_92e8,
      0xb50a_7630_948b_5e67, 0x1e7f_9468_6ec3_0504, 0xb119_ac3f_e13e_061b, 0xbee2_0786_5121_5799,
      0xd4e3_ec3c_dfa0_8dac, 0x17d2_343c_613c_a079, 0x9cda_b18b_5bac_7cfb, 0x4b61_d896_0e01_4242,
      0x3efb_2bef_a9e6_9d38, 0xaa68_9b6f_940f_a007, 0xfe6b_43dd_18ea_7675, 0xb231_e2f1_e537_6daf,
      0xa81e_090f_036a_23ef, 0x8ec8_fd0b_a6dc_ccdb, 0x0b0d_ce03_6739_6190, 0xac08_0f76_0606_b61f,
    ]),
  "modern gamma 2.5": RandomRow(
    first: [2.357055914165985, 3.2526660756514123, 1.469962421810864],
    hashes: [
      0xeb42_3a1b_ac61_3f17, 0xfb15_bbaf_ac0f_4841, 0x5bfc_8f97_6fae_e4db, 0x93bc_3a97_b417_8c21,
      0x49bf_f51e_605b_c8eb, 0x14bd_0759_c08a_a5f9, 0x4bd3_11cb_a125_1e0a, 0xf19f_4fef_f2a0_f12a,
      0xea07_91fb_3a1a_97c1, 0xddf0_6096_82bc_30cb, 0x7377_ad95_b267_d56c, 0x3b67_d243_6d8a_eb12,
      0x1ebb_5d8c_214d_4b70, 0xa981_adc3_de02_fba7, 0xf785_46e3_67c6_0dc0, 0x66d4_fe27_cb32_ef62,
      0x4556_afbb_6393_9ea8, 0x3258_60da_7c41_28f3, 0x3153_f90c_b54a_2e6b, 0xd92e_75e0_41f9_41d0,
    ]),
  "modern beta 0.5 0.5": RandomRow(
    first: [0.8478911161077936, 0.8600595288301544, 0.4088184079629272],
    hashes: [
      0xb37b_dbaf_7905_0b0c, 0xf5c2_a94c_de14_2e62, 0xd33b_bca1_4c2a_6fe9, 0x50f0_3920_85a7_8196,
      0x741f_3880_8cb7_2473, 0xabf0_5b8e_4248_55aa, 0xd240_7db5_5cea_c60f, 0x9272_b8e6_f240_1cfb,
      0x154b_83e7_750c_272f, 0x5751_e27d_8cfa_2af1, 0x1e2b_4d04_5acc_d7c9, 0xc080_3b6f_b988_b63d,
      0x7d8b_89f1_daf9_4d31, 0x6e8d_82f7_de4a_ae7d, 0x8957_ba83_c445_f131, 0x7b58_12e5_c0b3_702c,
      0xb731_f042_8242_d896, 0x1dbe_3ae4_4f30_c84f, 0x8ebe_3a7c_2b86_8a2c, 0xf914_a8cd_9245_13a3,
    ]),
  "modern beta 2 3": RandomRow(
    first: [0.322405312761077, 0.1645730217615529, 0.33998476889832774],
    hashes: [
      0x2479_1b63_0c8b_6964, 0x3f09_8616_bc43_da33, 0x2992_a890_7ca0_ac55, 0x9e4d_6245_bbe5_3522,
      0x2b58_2320_c403_10b0, 0xf818_a9a5_43f5_cf3c, 0xb14b_cbf2_b8fc_9366, 0x0bb7_9c5d_b26b_7fe1,
      0xb142_7938_a8c9_dfee, 0x038c_679b_57dc_d58f, 0xc875_e088_ff7c_ce80, 0x701f_703e_f5c2_de13,
      0xd04b_31ce_2436_b33b, 0xa34f_9a92_a00f_6692, 0x8b50_a00d_02ad_0ad2, 0x741d_8a82_8585_fc63,
      0xcb84_1824_2d1d_5bcc, 0xf314_b8b3_ae68_c3d4, 0x69de_206f_936b_6641, 0x3a65_856c_149d_fcba,
    ]),
  "modern chi-square 3": RandomRow(
    first: [2.615616684311462, 4.008245109412007, 1.35690864664615],
    hashes: [
      0xc0d7_2334_d7ca_855d, 0x64cd_20c1_7681_46f6, 0x206e_549b_53a9_2a4c, 0x92d9_728e_a76f_039d,
      0xd3a1_f2a6_27a4_ecba, 0x34c4_2348_cc4f_7747, 0x7c27_72fd_dd0d_eee9, 0x7ed2_1d52_a743_8af2,
      0x70cb_ce87_7265_8793, 0x5df1_3dcf_d783_2e75, 0x847c_91f2_d9fd_4b0b, 0x18fa_0543_f079_f9c7,
      0x864c_1906_cb03_6cd7, 0xdfb6_a69c_f2c4_6706, 0x2cd2_4456_189a_2f79, 0x48b2_d0bf_a6fd_9d30,
      0xa4a1_f6d3_65ab_426e, 0xf007_7445_f9e3_0e9b, 0xdb9e_ffcd_0e35_98ae, 0xa6db_1cba_8153_e9f4,
    ]),
  "modern laplace": RandomRow(
    first: [1.6401994503155612, -0.23395280124132145, -4.0033639959259],
    hashes: [
      0x51df_e98b_159a_8666, 0xc684_ddeb_7ac7_b1c0, 0xff49_740f_0898_8d14, 0x9028_986e_b47b_736d,
      0xce73_7575_8e84_8f13, 0x73c1_31b0_92b5_107a, 0x9a0f_453e_4176_6adb, 0xba63_cc22_e4a1_10f1,
      0x05cb_8aa3_3265_d50f, 0x32a3_860a_f042_6630, 0x4c5c_1f2c_8dfc_b9b9, 0x1ad2_5d52_6f82_7d7f,
      0x8a96_13fa_0702_a026, 0xfe7b_a741_d281_ee46, 0x7e8f_ef08_f494_029e, 0x3979_a5eb_f212_7073,
      0xac3e_1053_373e_4aca, 0x9c7c_1a0b_4436_76dc, 0x8f71_7f82_2c80_6f74, 0xa27c_8f7d_e459_cd85,
    ]),
  "modern logistic": RandomRow(
    first: [2.1244022700134346, -0.9914099331858268, -5.305985164069116],
    hashes: [
      0xd580_9a3b_b5bc_2ef1, 0x1750_47e7_162b_3df0, 0x4e00_96ff_0c65_4dc0, 0x8b27_15b0_297c_85fb,
      0x127b_cfd3_42ec_233e, 0x81be_c919_703a_94a1, 0x02df_6a0a_56eb_2af2, 0x4622_6010_4ae7_b594,
      0x1499_37cd_dfc8_977e, 0xfdf7_a043_154f_1641, 0x4aa9_bc40_f283_7994, 0x6756_ad5b_3651_50c3,
      0x1393_6834_580c_5c1f, 0xded5_aa91_6633_180a, 0xc846_771f_a615_b235, 0x8dd7_ed5d_82bb_6041,
      0xa1e7_3779_a10e_e583, 0x2c50_9b88_da99_e1a0, 0xad79_fbec_5fe9_75c0, 0xc5c1_a022_4735_9b4a,
    ]),
  "modern gumbel": RandomRow(
    first: [0.973680134595104, 3.314060026951753, 7.347967616830522],
    hashes: [
      0x7ebf_035a_2982_391a, 0xf283_4573_3e28_e3f7, 0x1278_1696_b0b6_2081, 0xa6ff_f34c_8657_f675,
      0xf0ad_2f29_c9ea_5074, 0x709c_3b41_f85c_58a3, 0x898a_b573_4f69_129d, 0xf3e5_19b8_6e56_2cfb,
      0x8302_43a7_5a32_57fe, 0x71cd_5761_ce05_a310, 0xc58a_0bc2_6f70_e7c8, 0xf1e0_c98f_ed58_3a37,
      0x0c08_0427_7376_abef, 0x59fd_d49b_751b_c84b, 0xb61d_5428_f456_2f48, 0x474a_b0cd_9a38_937d,
      0x411d_f74c_98f4_9e1d, 0xf644_8bb6_2556_c4b3, 0x68c7_7f30_9f91_3991, 0xe813_7bc3_e622_1656,
    ]),
  "modern triangular": RandomRow(
    first: [1.4794503631401046, 0.4224627774493881, -0.4456522485646215],
    hashes: [
      0xd828_4356_d95d_6da1, 0x50dd_a52f_ebe4_244c, 0xa3db_4fe9_9037_0993, 0xb515_92a7_65cb_f2d3,
      0x587d_3807_9298_667a, 0x4914_84a4_c72b_c990, 0x3678_3715_4279_a58f, 0x1e06_58cb_fca3_8384,
      0x0034_e6ed_bedc_c8d1, 0x7c0b_7908_dd7d_7e49, 0x2f7f_3029_9a3a_2009, 0x587d_5027_09c1_c26f,
      0x5672_5a02_9c65_89e4, 0x38b9_6222_e109_e1df, 0xcfcf_f116_4b0d_00de, 0xcb79_f563_d689_d285,
      0xf7c5_1ec4_025f_f485, 0x20a5_537a_cab8_f235, 0x94ed_42f5_d1a7_4da4, 0x792a_221e_63d1_115c,
    ]),
  "modern poisson 3": RandomRow(
    first: [2.0, 0.0, 7.0],
    hashes: [
      0xf920_ed0d_4bd8_8d82, 0x323f_4dc5_44e9_330a, 0x45b7_2537_3380_dcce, 0xc4b5_4005_fa8c_9481,
      0xe47c_9aca_7371_df69, 0x24b9_9b13_78be_3f06, 0xd27c_af1e_e2b5_dfed, 0xf0e7_c7f0_e397_57eb,
      0x6e98_a3cd_1226_caab, 0x8ddf_7364_3383_fe81, 0x6ae9_9b14_1fdc_002b, 0xb444_6a6f_5f5e_7e86,
      0x11bf_0ce0_3eca_a08e, 0xeb51_c274_9a9b_4b23, 0x5fe5_4ea0_7fa4_b501, 0x6f59_3c87_691b_944c,
      0x70f7_3fd1_2ed8_9d45, 0x86de_4318_459d_2e61, 0xa2b6_bbcb_55fd_bc02, 0x9bb3_2b2f_8690_e2a2,
    ]),
  "modern poisson 50": RandomRow(
    first: [53.0, 32.0, 52.0],
    hashes: [
      0xbcfb_5baa_1c17_dda6, 0xf5eb_b676_3271_027c, 0x5700_fa33_91be_fd70, 0x3d53_aafe_4a64_cf7b,
      0x8cb8_349a_5d64_55e5, 0xf31a_b5f6_2013_9d03, 0x02c9_9127_a027_339e, 0x9e84_aed2_5aa1_cfef,
      0xb46d_d8dc_efa5_9e87, 0x94ac_ec3f_f85c_fcc8, 0xb795_6a70_ddf3_f0c8, 0xdaa1_86df_1553_5c8d,
      0x4ee6_134a_c94b_a38c, 0x0069_f18c_52f3_772b, 0xcf7d_f107_14d3_d9bc, 0x7334_8ed0_2720_e03b,
      0xab7a_45c2_1265_4ed7, 0x0022_9563_6bd5_8c2a, 0xd33f_7626_ea3d_725f, 0x6ded_ec63_532d_b61d,
    ]),
  "modern binomial 10 0.3": RandomRow(
    first: [3.0, 2.0, 1.0],
    hashes: [
      0x36dc_65f8_8a9a_e6cf, 0x5f00_2ec9_db84_ba21, 0x71f7_f9c0_c1e7_b14f, 0x021c_8cd5_c1c6_654a,
      0xae03_9e44_fe84_752f, 0x43dc_a7ad_aeb0_606b, 0xc9be_6f0f_5dee_a827, 0x1342_2a37_6509_3e83,
      0x068e_97d5_9b68_9544, 0x6e82_2018_f4de_38aa, 0x0e97_c593_3036_5462, 0xc871_4efe_93c6_0be9,
      0xbdd0_63ca_252b_ed8b, 0x60df_545d_a741_b88b, 0x6d4e_4d87_640c_d76d, 0x2d4f_62b3_d613_1447,
      0x9b4a_22be_491d_7d07, 0xb69f_c1ae_5065_5ae6, 0xe143_0c38_33cf_d90f, 0x6875_c24f_50a6_b347,
    ]),
  "modern binomial 200 0.4": RandomRow(
    first: [75.0, 81.0, 88.0],
    hashes: [
      0x4eb4_9744_6229_fa10, 0x89ff_1598_d633_b8e2, 0x7aa0_7a07_9ee3_d3c2, 0x8603_22ce_2a1e_42a9,
      0x318a_767f_c139_8c00, 0xa752_2141_f8d9_d061, 0x2629_a6dc_6021_12c6, 0x6286_abaf_f77e_6479,
      0x7765_d9e5_e604_26f3, 0x8d12_85a0_59fd_1bd2, 0x47a4_8107_86d2_b65d, 0x6211_c87c_b743_9a47,
      0xe411_1822_6761_a06b, 0xb7d4_f7d2_cd7f_ba75, 0xd277_e116_44e8_4ea4, 0xe4d7_65f5_5d8f_a3b7,
      0x4a84_c86f_9e14_1933, 0xc1d3_0ea1_d26f_7f60, 0x9d01_2554_642f_98b1, 0x1f93_f530_7f24_1ae4,
    ]),
  "modern binomial 100 0.8": RandomRow(
    first: [79.0, 83.0, 87.0],
    hashes: [
      0x6150_65c3_59b4_d84e, 0x97f1_b328_ac75_c61d, 0x9973_1b42_c3bf_80f5, 0x9c94_b34d_a36a_d46e,
      0x697a_b4bb_6013_92f4, 0xfea4_0c0c_41dc_77a4, 0xed83_82ab_91d6_54f2, 0x8010_3e72_a4bb_64f6,
      0x8c68_e672_3aa4_a359, 0x9043_95da_43bf_7017, 0x38cd_dad9_6d04_6322, 0x0579_1484_55f1_1dbb,
      0x7a4b_95ec_187d_74bc, 0xd546_d4db_6c3c_0265, 0x76a0_cdb8_b30e_7a39, 0x4f57_d6ff_e009_b7aa,
      0x9e78_0e82_891c_e833, 0x4cb9_68b5_8766_8d94, 0xc37a_4f0a_9be2_730a, 0xec9f_5a34_6a14_c20f,
    ]),
  "modern whole 10": RandomRow(
    first: [8.0, 6.0, 5.0],
    hashes: [
      0x0cea_3f72_39a1_2f6e, 0x8d2e_db6b_22e1_5a22, 0x7bcf_bb3e_4b60_7e00, 0xc4bb_0f31_01cb_d180,
      0xbe63_b7c6_f06b_b2ad, 0x26a8_7283_6a77_0be9, 0x490c_0078_c779_174e, 0x74c6_131e_9349_25c7,
      0xef7c_b5d6_6646_7a66, 0x2e74_21af_3529_5863, 0x5164_83bb_eaee_be2f, 0x7765_1de0_c027_9ce8,
      0x6115_22c9_9573_642d, 0x38e2_be4f_e289_cbef, 0x0cc0_d7f6_34ec_2dc7, 0x27cd_76f6_bac0_24ce,
      0xe279_6fc2_4d20_0c87, 0x9f8e_6fee_1ca6_ae49, 0x6c34_633e_5021_dea0, 0xca8c_145f_112b_2e66,
    ]),
  "modern whole 10**12": RandomRow(
    first: [636961687321.0, 269786713763.0, 40973523936.0],
    hashes: [
      0x3e2c_4822_a296_fa53, 0x5a3b_5568_f48a_2fe7, 0x88c2_942e_7a23_2062, 0xbe81_609d_123f_4ad3,
      0xb4c1_2ff9_8873_e273, 0x0214_7fef_6a7a_2a0a, 0x6186_bf14_821a_0d7e, 0x8b37_b45e_2fe2_9301,
      0x32fc_4c38_e310_64b3, 0x4106_e84d_bf2c_3e7d, 0x1bd8_18e3_807a_a9f7, 0xe7ad_2ca8_173b_b72c,
      0xe12a_cea9_82d6_789a, 0xd153_8fba_86db_eb2a, 0x0004_f286_bd37_7129, 0xb14c_95f5_4a39_536b,
      0x1e62_af48_a998_3566, 0x08f1_2b91_c067_2801, 0xfaaa_f90c_8217_d261, 0x1e71_444d_bff5_2ca4,
    ]),
  "modern order": RandomRow(
    first: [459.0, 206.0, 222.0],
    hashes: [
      0xa022_a9f9_7fb6_20d9, 0x92ea_698c_884f_56dd, 0x0aee_13e7_b3dc_e295, 0xdf77_2a1e_6cd3_8b89,
      0x0835_1105_5748_ae29, 0x8d34_9908_0b5f_4a01, 0x8fc8_b3be_3e84_e3bd, 0x775d_5f78_5904_fd65,
      0xf8e9_aac1_03fb_3b55, 0x0a45_3412_4967_0d55, 0xffd0_e2d5_f2fd_a229, 0x6ce7_372c_40fb_c53d,
      0x6349_4836_a867_3cb1, 0xd421_3290_0593_9315, 0xd532_75ac_b2ab_ec7d, 0x66bd_0698_6523_7dd1,
      0xe81e_19a3_6e40_6069, 0x8b5d_39e5_0f47_d965, 0x414a_f46d_2d27_8aa9, 0xd63b_f0e7_9e4a_7555,
    ]),
  "modern float32": RandomRow(
    first: [0.8506242036819458, 0.6369616389274597, 0.5111364722251892],
    hashes: [
      0x3795_056b_948e_b030, 0x5708_a3c1_afaa_a043, 0x2c06_93d2_1efb_5890, 0x2d8f_d7f2_3e70_2f5e,
      0x44d2_db60_b3ee_ec29, 0x7708_a734_a7b7_cddd, 0x4f7d_5603_204d_ff9a, 0x6390_c538_85fd_669c,
      0x4dd5_28ff_eebd_d5e9, 0x7149_3650_fec6_9d12, 0x3c0c_c94d_4aa9_267c, 0x6d38_5d8a_69ff_61f8,
      0x52a8_e78d_3b2e_560b, 0xb4ac_0408_5295_78cc, 0x39ce_7b7f_8f9d_28ef, 0x3ff4_6ae8_886a_2a99,
      0xb85f_2782_3354_b898, 0x70c7_ae39_00bc_f172, 0xe425_c2f7_a459_0ff6, 0x429c_1884_352f_bbe6,
    ]),
  "modern picks": RandomRow(
    first: [4736.0, 214.0, 2811.0],
    hashes: [
      0x3a2a_100e_eb49_6e53, 0xbfec_ce0b_286a_294f, 0xda7c_e5db_3a89_27b9, 0xbf89_8b27_0172_f7c8,
      0xa27c_2b12_f41c_7101, 0x5779_19bd_4047_7475, 0xb5fb_6b3e_1ac2_6ded, 0x379a_d460_d158_6111,
      0xd760_73df_3417_73f1, 0x0d49_a030_4868_55c7, 0x8f27_4e3c_80a5_0176, 0x8dff_1cad_28b6_3e78,
      0x6069_7587_bb31_09f0, 0x0027_a4b4_4864_e521, 0xc732_2fcc_04bf_fc8a, 0x7060_bad9_e8c3_9037,
      0xb24a_4c6c_2f0d_0739, 0x7782_78e2_0062_a8e9, 0xca99_f4c3_d8d7_ebec, 0x058d_d2f4_b4f0_cfc7,
    ]),
  "modern picks of many": RandomRow(
    first: [16018.0, 4005.0, 8133.0],
    hashes: [
      0x0ce4_de7a_3c59_82c1, 0xd08c_89cc_44b4_b5c9, 0xd4f6_f08f_3f3d_ee77, 0x1998_2241_e8fe_14c0,
      0x62b8_af76_e482_e328, 0x2dfa_791c_1da4_d46e, 0x9d83_ce31_f269_0d94, 0x3f08_5fa1_e02b_8125,
      0x7110_8d6c_a393_f3c1, 0x969c_5838_c15f_7457, 0xa907_c0f4_bf15_aad1, 0xdbcf_377e_4f89_0dfe,
      0xb6e0_3d0e_d1e3_a5bd, 0x36ae_0199_e234_8062, 0x1153_ee8a_976f_b731, 0x3ae8_79a8_a85b_6dc3,
      0xf6b9_6a40_aa17_7cbd, 0xf367_66d6_08cf_43db, 0xe997_1d68_aca4_9716, 0xcb47_2814_0915_a53a,
    ]),
  "python": RandomRow(
    first: [0.8444218515250481, 0.7579544029403025, 0.420571580830845],
    hashes: [
      0x3318_2f30_52e1_d52a, 0x740e_8a1c_0869_a090, 0xfb7f_ecce_e279_de42, 0x087b_957b_9ca6_7891,
      0x475b_6278_d80e_a4ff, 0x4fe9_b897_73f7_75a5, 0x8504_9678_6149_a2b8, 0xe759_520e_7b06_cb1b,
      0xdfe5_62f8_b2cc_273b, 0x38d7_c73e_e1a7_1922, 0x7640_312a_75e4_126b, 0x9b64_5be1_bb23_d49c,
      0x71a0_0341_51c0_1fd7, 0xd482_17c6_962a_5b83, 0x23fe_1367_9d5e_9f34, 0xfee9_2dc6_1e7c_d54b,
      0x8eac_37df_0cbf_8dbc, 0xf33a_b1f5_29c2_3a26, 0x600d_32e0_5c57_9c4f, 0x1aca_bb87_2ceb_97b1,
    ]),
]
